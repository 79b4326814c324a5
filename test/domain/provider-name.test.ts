import fc from "fast-check";
import { expect, test } from "vitest";
import { brand } from "#src/brand/brand.ts";
import { namesProvider } from "#src/domain/provider-name.ts";

test("nobody and nothing is called as the provider or the portal is, however it is written", () => {
  const { provider, portal } = brand;
  const spaced = [...provider].join(" ");
  const lookAlike = [
    portal.replace("ll", "lI"),
    provider.replace("k", "\u1d0b"),
    portal.toUpperCase().replace("A", "\u{1F170}"),
  ];
  const pretended = [
    ...lookAlike,
    provider,
    portal,
    `${portal} Support`,
    provider.toUpperCase(),
    spaced,
    provider.replace("e", "é"),
  ];

  expect(pretended.filter((name) => !namesProvider(name))).toEqual([]);
  expect(
    ["Ann Ardenne", "Networks of the North", "Els Passer", `Anne ${portal}`, `La ${portal} ASBL`].filter(
      namesProvider,
    ),
  ).toEqual([]);
});

const { portal, provider } = brand;
const [short] = provider.split(" ") as [string];

test.each([
  "Pa55ere11e",
  "Pa$$erelle",
  "Pass3relle",
  "Passere||e",
  "Passereǀǀe",
  "Passereꞁꞁe",
  "Passereⱡⱡe",
  "Passere丨丨e",
  "Passɛrɛllɛ",
  "Pɑsserelle",
  "Paꜱꜱerelle",
  "Раѕѕегеӏӏе",
  "Passserelle",
  "Passerelle!",
  "@Passerelle",
  "P a s s e r e l l e Security",
  "Passerelle’s Security Team",
  "PasserelleSupport",
  "Passerelle Support 24/7",
  "Passerelle — Vérification",
  "Support Passerelle Belgique",
  "ɑrdenne Networks",
  "@rdenne Network$",
  "Ardenne Netvvorks",
  "Ardenne Netwοrks",
  "Ardennҽ Networks",
  "Ardenne Network",
  "Ardenne",
])("«%s» pretends to be one of them", (name) => {
  expect(namesProvider(name)).toBe(true);
});

test("an office beside the portal's name, or the provider's first word, is nobody else, on either side", () => {
  const office = fc.constantFrom(
    ..."support security sécurité beveiliging admin administration billing facturation facturatie accounts compte".split(
      " ",
    ),
    ..."helpdesk service notifications noreply info verification IT team équipe medewerker agent officiel".split(
      " ",
    ),
    "customer care",
  );
  const upper = (text: string) => text.toUpperCase();
  fc.assert(
    fc.property(
      fc.constantFrom(portal, short, upper(portal), upper(short)),
      fc.array(office, { maxLength: 3 }),
      fc.array(office, { maxLength: 3 }),
      fc.constantFrom(" ", " - ", "/", ": "),
      (name, before, after, between) => {
        expect(namesProvider([...before, name, ...after].join(between))).toBe(true);
      },
    ),
  );
});

test.each([
  "Anne Passerelle",
  "La Passerelle ASBL",
  "Brasserie La Passerelle",
  "Café de la Passerelle",
  "Ann Ardenne",
  "Ardenne Métal",
  "Hôtel d’Ardenne",
  "Denis Dardenne",
  "Sofie Dardenne",
  "Lien d’Ardenne",
  "Dardenne",
  "Lale Passerelle",
  "Security Team",
  "Info Support N.V.",
  "Crédit Agricole",
  "Yahoo!",
  "AT&T",
  "7-Eleven",
])("«%s» is somebody else", (name) => {
  expect(namesProvider(name)).toBe(false);
});
