import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Copy, copyOfLocales } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales()));
afterEach(() => copy.remove(""));

describe("the check of terms lets pass", () => {
  test.each<[string, (copy: Copy) => void]>([
    ["‘tes’ inside ‘complètes’", (c) => c.write("fr/home.json", "guide", "Lire d’abord les pages complètes")],
    [
      "a forbidden word in a placeholder, an address or code",
      (c) => c.replace("fr/help.md", "## Contact", "## Contact {{portal}} `email` email@example.com"),
    ],
    [
      "a name that is not translated",
      (c) => c.write("nl/home.json", "gives.alerts.text", "Voor apparaten met Cisco ONE."),
    ],
  ])("%s", (_, seed) => {
    seed(copy);
    expect(copy.found()).toEqual([]);
  });
});
