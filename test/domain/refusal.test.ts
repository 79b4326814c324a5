import { expect, test } from "vitest";
import { forbidden, invalid, Refusal, toldByPage } from "#src/domain/refusal.ts";

test("a key that no file has does not compile", () => {
  const refusals = [
    // @ts-expect-error there is no such page
    new Refusal("notFound", "errors.404s"),
    // @ts-expect-error a sentence is no page
    new Refusal("forbidden", "decision.own"),
    // @ts-expect-error a page is no sentence
    invalid({ reason: { key: "errors.404" } }),
    // @ts-expect-error there is no such sentence
    forbidden("decision.owned"),
  ];

  expect(refusals).toHaveLength(4);
});

test("a refusal says where it is told", () => {
  const where = [
    new Refusal("notFound", "link.unknown"),
    forbidden(),
    forbidden("decision.own"),
    toldByPage("gone"),
  ].map(({ kind, details: { fields, byPage } }) => [kind, fields ?? null, byPage ?? false]);

  expect(where).toEqual([
    ["notFound", null, false],
    ["forbidden", null, false],
    ["forbidden", { form: { key: "decision.own" } }, false],
    ["gone", null, true],
  ]);
});
