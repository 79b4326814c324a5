import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Copy, copyOfLocales, type Defect } from "./copy.ts";

let copy: Copy;
beforeEach(() => void (copy = copyOfLocales()));
afterEach(() => copy.remove(""));

const defects: Defect[] = [
  [
    "a forbidden term",
    (c) => c.write("fr/home.json", "gives.alerts.text", "Celles de vos appareils et périphériques."),
    "forbidden-term fr/home.json gives.alerts.text",
  ],
  [
    "a forbidden term with a typographic apostrophe",
    (c) => c.write("fr/roles.json", "delegated-administrator", "Gestionnaire d’accès"),
    "forbidden-term fr/roles.json delegated-administrator",
  ],
  [
    "a forbidden term with a no-break space",
    (c) => c.write("fr/home.json", "gives.alerts.text", "Vos appareils, un contrat\u00a0intelligent."),
    "forbidden-term fr/home.json gives.alerts.text",
  ],
  [
    "a forbidden term in a long text",
    (c) => c.replace("nl/guide.md", "apparaten", "toestellen"),
    "forbidden-term nl/guide.md",
  ],
  [
    "another word than the locked term",
    (c) => c.write("nl/home.json", "gives.alerts.text", "Alleen die voor uw machines."),
    "locked-term nl/home.json gives.alerts.text",
  ],
  [
    "a shorter term where English has the longer one",
    (c) => c.write("fr/onboarding.json", "review.within", "Un examen prend 24 heures au maximum."),
    "locked-term fr/onboarding.json review.within",
  ],
  [
    "another label than the locked one",
    (c) => c.write("nl/home.json", "register", "Schrijf u in"),
    "label nl/home.json register",
  ],
  [
    "informal Dutch",
    (c) => c.write("nl/home.json", "guide", "Lees eerst je handleiding"),
    "informal-address nl/home.json guide",
  ],
  [
    "informal French",
    (c) => c.write("fr/home.json", "guide", "Lis d’abord ton guide"),
    "informal-address fr/home.json guide",
  ],
];

describe("the check of terms finds", () => {
  test.each(defects)("%s", (_, seed, finding) => {
    seed(copy);
    expect(copy.found()).toContain(finding);
  });
});

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
