import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, expectTypeOf, test } from "vitest";
import type { renderPage } from "#functions/http/render-page.ts";
import { root } from "#functions/local/build.ts";
import { queries, type Views } from "#functions/views/views.ts";

test("each page that reads lies at its address, and no other page is rendered on demand", () => {
  const folder = join(root, "src/pages/[lang]");
  const onDemand = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".astro"))
    .filter((name) => readFileSync(join(folder, name), "utf8").includes("prerender = false"))
    .map((name) => name.replace(/(\/index)?\.astro$/u, ""));

  const withoutQuery = ["sign-in", "sign-in/code", "chooser", "problem"];
  expect(onDemand.sort()).toEqual([...Object.keys(queries), ...withoutQuery].sort());
});

test("a page is rendered with the view of its place, and asks for no other", () => {
  type Given<Place extends keyof Views> = Parameters<typeof renderPage<Place>>[2];

  expectTypeOf<Given<"onboarding/verify">>().toEqualTypeOf<Views["onboarding/verify"]>();
  expectTypeOf<Given<"onboarding/verify">>().not.toExtend<Views["portal"]>();
  expectTypeOf<Parameters<App.Locals["view"]>[0]>().toEqualTypeOf<keyof Views>();
  expectTypeOf<"onboarding/verfy">().not.toExtend<keyof Views>();
});
