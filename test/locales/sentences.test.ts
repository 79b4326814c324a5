import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fixTypography } from "#locales/check/fix.ts";
import { type Copy, copyOfLocales, type Defect } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales()));
afterEach(() => copy.remove(""));

const defects: Defect[] = [
  [
    "an invented placeholder",
    (c) => c.write("fr/portal.json", "greeting", "Bonjour {{nom}} {{name}}"),
    "invented-placeholder fr/portal.json greeting",
  ],
  [
    "a dropped placeholder",
    (c) => c.write("fr/portal.json", "greeting", "Bonjour"),
    "dropped-placeholder fr/portal.json greeting",
  ],
  [
    "a placeholder formatted otherwise",
    (c) =>
      c.write("nl/onboarding.json", "verify.errors.contractExpired", "Dit contract is afgelopen op {{day}}"),
    "placeholder-format nl/onboarding.json verify.errors.contractExpired",
  ],
  [
    "a placeholder with a bracket too few",
    (c) => c.write("fr/portal.json", "greeting", "Bonjour {{name}} {name}"),
    "broken-placeholder fr/portal.json greeting",
  ],
  [
    "a bare count",
    (c) => c.write("nl/emails.json", "sign-in-code.body_other", "De code is {{count}} minuten geldig."),
    "bare-count nl/emails.json sign-in-code.body_other",
  ],
  [
    "an invented placeholder in a long text",
    (c) => c.replace("nl/guide.md", "{{support}}", "{{steun}}"),
    "invented-placeholder nl/guide.md",
  ],
  ["an empty sentence", (c) => c.write("nl/home.json", "guide", " "), "empty nl/home.json guide"],
  [
    "a double space",
    (c) => c.write("nl/home.json", "guide", "Eerst de  handleiding lezen"),
    "stray-space nl/home.json guide",
  ],
  [
    "a space at the end",
    (c) => c.write("nl/home.json", "guide", "Eerst de handleiding lezen "),
    "stray-space nl/home.json guide",
  ],
  [
    "a space before a comma in a long text",
    (c) => c.replace("nl/guide.md", "Klopt er iets niet,", "Klopt er iets niet ,"),
    "stray-space nl/guide.md",
  ],
  [
    "English left standing",
    (c) => c.write("nl/home.json", "gives.endOfLife.text", "Early enough to plan a replacement."),
    "same-as-english nl/home.json gives.endOfLife.text",
  ],
  [
    "a lost question mark",
    (c) => c.write("nl/onboarding.json", "overview.alreadyAccess", "U hebt al toegang"),
    "question-mark nl/onboarding.json overview.alreadyAccess",
  ],
  [
    "HTML in a sentence",
    (c) => c.write("nl/home.json", "guide", "Eerst de <b>handleiding</b> lezen"),
    "html nl/home.json guide",
  ],
  [
    "a straight apostrophe",
    (c) => c.write("fr/home.json", "guide", "Lire d'abord le guide"),
    "apostrophe fr/home.json guide",
  ],
  [
    "a straight quotation mark",
    (c) => c.write("en/home.json", "guide", 'Read the "guide" first'),
    "apostrophe en/home.json guide",
  ],
  [
    "a French colon after a plain space",
    (c) => c.write("fr/home.json", "guide", "À lire : le guide"),
    "typography fr/home.json guide",
  ],
  [
    "a French question mark without a space",
    (c) => c.write("fr/onboarding.json", "overview.alreadyAccess", "Vous avez déjà un accès?"),
    "typography fr/onboarding.json overview.alreadyAccess",
  ],
  [
    "French quotation marks with plain spaces",
    (c) => c.write("fr/home.json", "guide", "Lire « le guide » d’abord"),
    "typography fr/home.json guide",
  ],
  [
    "a French colon in a long text",
    (c) => c.replace("fr/guide.md", "\u00a0:", " :"),
    "typography fr/guide.md",
  ],
  [
    "a French “de” before a name that may begin with a vowel",
    (c) => c.write("fr/home.json", "guide", "Lire le guide de {{provider}}"),
    "elision fr/home.json guide",
  ],
  ["begging", (c) => c.write("en/home.json", "guide", "Please read the guide"), "voice en/home.json guide"],
  [
    "an exclamation mark on a plain day",
    (c) => c.write("en/home.json", "guide", "Read the guide!"),
    "exclamation en/home.json guide",
  ],
  [
    "a long text without a title",
    (c) => c.replace("nl/guide.md", "# Handleiding", "Handleiding"),
    "long-text-title nl/guide.md",
  ],
  [
    "a long text that links elsewhere",
    (c) => c.replace("nl/guide.md", "](help)", "](hulp)"),
    "long-text-links nl/guide.md",
  ],
];

describe("the check of sentences finds", () => {
  test.each(defects)("%s", (_, seed, finding) => {
    seed(copy);
    expect(copy.found()).toContain(finding);
  });
});

test("on the day somebody gets in, the portal may cheer", () => {
  copy.write("nl/onboarding.json", "done.greeting", "Proficiat, {{name}}!");
  expect(copy.found()).toEqual([]);
});

test("a short text may be the same in two languages", () => {
  copy.write("nl/reviews.json", "columns.state", "Status");
  expect(copy.found()).toEqual([]);
});

test("the columns of a table may be aligned with spaces", () => {
  copy.replace("nl/roles.md", "| Rapporten lezen ", "| Rapporten lezen      ");
  expect(copy.found()).toEqual([]);
});

test("the typography is put right without touching anything else", () => {
  copy.write("fr/home.json", "guide", 'L\'aide : "lire" le guide ? [ici]');
  expect(fixTypography(copy.dir)).toEqual(["fr/home.json"]);
  const { guide } = JSON.parse(copy.read("fr/home.json")) as { guide: string };
  expect(guide).toBe("L’aide\u00a0: «\u00a0lire\u00a0» le guide\u202f? [ici]");
});
