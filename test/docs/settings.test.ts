import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleFile, settingsTable } from "#src/settings/documents.ts";

const root = join(import.meta.dirname, "../..");

/** As the formatter leaves a table, less its widths. */
const rows = (table: string) =>
  table
    .split("\n")
    .map((line) => line.replaceAll(/ +/gu, " ").replaceAll(/-+/gu, "-").trim())
    .filter((line) => line.startsWith("|"));

test("the table of settings in README.md is the list that the commands read", () => {
  const [, section = ""] = readFileSync(join(root, "README.md"), "utf8").split("\n## Settings\n");

  expect(rows(section.split("\n## ")[0]!)).toEqual(rows(settingsTable()));
});

test("the example of a file of settings is made from it too", async () => {
  await expect(exampleFile()).toMatchFileSnapshot(join(root, ".env.example"));
});
