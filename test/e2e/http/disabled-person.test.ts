import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
});
afterAll(() => portal?.stop());

test("a disabled person's language stays", async () => {
  const visitor = await signedIn(portal, "gone@disabled.example");
  await database("update person set disabled_at = 1 where email = 'gone@disabled.example'");

  await visitor.post("/en/profile", { switchLanguage: "nl" });
  await visitor.post("/en/portal", { switchLanguage: "fr" });

  expect(await database("select language from person where email = 'gone@disabled.example'")).toEqual([
    { language: "en" },
  ]);
});
