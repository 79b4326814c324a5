import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { agentsActs } from "#db/queries/history.ts";

const acts = /"#functions\/(?:standing\/(?:somebody|review-owner)|rights\/agent)\.ts"/u;
const whole = /\bagent\(actor|\.\.\.about(?:Somebody|Review),/u;

test("histories know by its action whatever a command lets agents alone do", () => {
  const found = [...globSync("functions/use-cases/**/*.ts")]
    .map((path) => readFileSync(path, "utf8"))
    .filter((text) => acts.test(text) && whole.test(text))
    .flatMap((text) => [...text.matchAll(/(?:action:|owning\() ?"([\w.]+)"/gu)].map(([, action]) => action));

  expect([...new Set(found)].sort()).toEqual([...agentsActs].sort());
});
