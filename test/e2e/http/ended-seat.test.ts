import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { signedIn, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

test("an administrator whose seat has ended sees the request neither by link nor in To do", async () => {
  const one = tryOf("julie.weber@moselane.example");
  const requester = await signedIn(portal, one.email, "fr");
  await verify(requester, "fr", one);
  await requester.submit();
  const marc = await signedIn(portal, "marc.thill@moselane.example", "fr");
  const link = await marc.linkTo("marc.thill@moselane.example", "request-to-decide");
  const before = [await marc.go(link), await marc.go("/fr/tasks")];

  await database("update seat set ended_at = 2 where person_id = 'demo-marc-thill'");
  const after = [await marc.go(link), await marc.go("/fr/tasks")];

  expect(before[0]).toMatchObject({ status: 200, state: "decideRequest" });
  expect(before[1]!.find(`main a[href="${link}"]`)).toHaveLength(1);
  expect(after[0]!.status).toBe(403);
  expect(after[0]!.body).not.toContain(one.email);
  expect(after[1]!.find(`main a[href="${link}"]`)).toEqual([]);
});
