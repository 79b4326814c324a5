import { describe, expect, test } from "vitest";
import { chooseLanguage } from "#src/i18n/choose.ts";

describe("the reader's language", () => {
  test.each([
    ["the cookie wins over the header", { cookie: "nl", accepted: "fr" }, "nl"],
    ["a cookie with an unknown language does not count", { cookie: "qaa", accepted: "fr" }, "fr"],
    ["a cookie with a name from Object.prototype does not count", { cookie: "constructor" }, null],
    [
      "the heaviest of the header wins, whatever its place",
      { accepted: "en;q=0.3, nl;q=0.9, fr;q=0.5" },
      "nl",
    ],
    ["without weights, the first wins", { accepted: "fr, en, nl" }, "fr"],
    ["a country does not matter", { accepted: "nl-BE" }, "nl"],
    ["a country and a script do not matter", { accepted: "fr-Latn-CH" }, "fr"],
    ["capitals do not matter", { accepted: "FR-be" }, "fr"],
    ["unknown languages are passed over", { accepted: "qaa-BE, qaa;q=0.9, nl;q=0.5" }, "nl"],
    ["weight 0 means not this one", { accepted: "fr;q=0, qaa" }, null],
    ["any language (*) speaks for none", { accepted: "*" }, null],
    ["only unknown languages speak for none", { accepted: "qaa, qab;q=0.5" }, null],
    [
      "more wishes than any browser sends are read by nobody",
      { accepted: `${"qaa,".repeat(15_000)}fr` },
      null,
    ],
    ["an empty header speaks for none", { accepted: "" }, null],
    ["nothing at all speaks for none", {}, null],
    ["a header of nonsense speaks for none", { accepted: ";;q==,,--,\u0000" }, null],
  ])("%s", (_, signs, expected) => {
    expect(chooseLanguage(signs)).toBe(expected);
  });
});
