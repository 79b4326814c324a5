import { TEXT_NODE, parse, walkSync } from "ultrahtml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Managed, startManaged } from "./managed.ts";
import { sql } from "./world.ts";

const fromTheRight = /\p{Script=Hebrew}/u;
const apart = /\u2068[^\u2069]*\u2069/gu;

/** Texts with letters that run from right to left and that nothing keeps from turning what stands beside them. */
function loose(html: string): string[] {
  const found: string[] = [];
  walkSync(parse(html), (node, parent) => {
    if (node.type !== TEXT_NODE || parent?.name === "bdi" || parent?.name === "text") return;
    const text = String(node.value).replace(apart, "");
    if (fromTheRight.test(text)) found.push(text.trim());
  });
  return found;
}

let managed: Managed;
beforeAll(async () => {
  managed = await startManaged();
  const database = sql(managed.stage.portal);
  await database("update person set name = 'דנה כהן (' || name || ')'");
  await database("update organization set name = 'חברה ' || name");
});
afterAll(() => managed.stage.portal.stop());

test("names that run from right to left are isolated on every page and in every message", async () => {
  const { first, at, administrators, colleagues } = managed;
  await administrators(first, "nominate", { email: colleagues[4]!.email });
  const [mail] = await first.mailTo(colleagues[4]!.email, "accept-terms");
  const parts = ["", "people", "administrators", "requests", "history", "devices", "reports", "alerts"];
  const paths = [
    ...parts.map(at),
    "/en/portal",
    "/en/organizations",
    "/en/profile",
    "/en/tasks",
    "/en/requests",
  ];
  const pages = [];
  for (const path of paths) pages.push(await first.go(path));
  const html = [...pages.map(({ body }) => body), mail!.html];

  expect(html.flatMap(loose)).toEqual([]);
  expect(html.filter((page) => page.includes("<bdi>")).length).toBeGreaterThan(6);
  expect(mail!.subject + mail!.text).toMatch(fromTheRight);
  expect((mail!.subject + mail!.text).replace(apart, "")).not.toMatch(fromTheRight);
});
