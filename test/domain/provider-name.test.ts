import fc from "fast-check";
import { expect, test } from "vitest";
import { brand } from "#src/brand/brand.ts";
import { isPlainName } from "#src/domain/plain-name.ts";
import { companyNamesProvider, namesProvider } from "#src/domain/provider-name.ts";
import { firstNames, surnames } from "./ordinary-names.ts";

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
  "Ardenne Telecom",
  "Ardenne SA",
  "Ardenne",
  "L’équipe Passerelle",
  "Passerelle (automatisch)",
  "Automatic message of Passerelle",
  "Ardenne, your provider",
  "Ardenne Licensing",
  "Ardenne Renewals",
  "Les Ardennes Support",
  "Ardenne Finance Dept",
  "Ardenne Mailer Daemon",
  "Your provider",
  "Votre fournisseur",
  "Uw leverancier",
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
  "Les Ardennes",
  "Ardennes Logistique",
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

test.each([
  "Sophie (Ardenne Support)",
  "Sophie (Ardenne)",
  "Jan [Passerelle]",
  "Jan （Ardenne）",
  "Sophie “Ardenne”",
  "Sophie 'Ardenne'",
  "Jan - Ardenne Support",
  "Jan – Ardenne",
  "Jan— Passerelle",
  "Jan -Ardenne",
  "Ardenne: Jan",
  "Jan | Ardenne",
  "Jan / Ardenne",
  "Jan @ Ardenne",
  "Jan, Ardenne",
  "Jan (uw leverancier)",
  "Jan - your provider",
])("a part of «%s» is the provider's", (name) => {
  expect(namesProvider(name)).toBe(true);
});

test.each([
  "Jan from Ardenne",
  "Verified by Ardenne",
  "Sophie chez Passerelle",
  "Message envoyé par Ardenne",
  "Au nom d’Ardenne",
  "Jan namens Ardenne",
  "Jan bij Ard3nne",
  "Jan Peeters van Ardenne",
  "Sophie Dupont d’Ardenne",
  "Sophie Dupont de Passerelle",
])("«%s» says to be from there", (name) => {
  expect(namesProvider(name)).toBe(true);
});

test.each([
  "Sophie, Support Ardenne",
  "Sophie ArdenneSupport",
  "An agent of Ardenne",
  "Sophie du support d’Ardenne",
  "Jan Peeters Ardenne Facturatie",
  "Agent Jan van Ardenne",
])("whoever sits at its desk speaks for it: «%s»", (name) => {
  expect(namesProvider(name)).toBe(true);
});

test.each([
  "A. Ardenne",
  "D. Ardenne",
  "L. d’Ardenne",
  "Léa d’Ardenne",
  "Léa d'Ardenne",
  "Marie-Claire d’Ardenne",
  "Jan van Ardenne",
  "Jan van de Ardenne",
  "J.W. van Ardenne",
  "Jan P. J. van Ardenne",
  "Prof. dr. ir. Jan van Ardenne",
  "Manfred von Ardenne",
  "Gijs van Aardenne",
  "Ardenne, Jan",
  "Jan & Els Ardenne",
  "Peeters, Jan (Acme Support)",
])("«%s» is somebody", (name) => {
  expect(namesProvider(name)).toBe(false);
});

test("nobody is refused for an ordinary name, or for what it is followed by", () => {
  const names = firstNames.flatMap((first, at) =>
    [0, 37, 101].map((step) => `${first} ${surnames[(at + step) % surnames.length]}`),
  );
  const strangers = names.filter((name) => !/ardenne|passerelle/iu.test(name));
  const written = [
    ...surnames.flatMap((name) => [`Els ${name}`, `${name}, Els`]),
    ...names.flatMap((name) => [name, `${name} (Acme)`]),
    ...strangers.flatMap((name) => [`${name} - Acme Support`, `${name}, agent`]),
  ];

  expect(new Set(written).size).toBeGreaterThan(1_200);
  expect(written.filter((name) => namesProvider(name) || !isPlainName(name))).toEqual([]);
});

test.each([
  "La Passerelle",
  "Passerelle Group",
  "Passerelle SRL",
  "Brasserie La Passerelle",
  "Castleford Rail (Ardenne)",
  "Garage Peeters - Ardenne",
  "Ardenne Métal",
  "Hôtel d’Ardenne",
  "Champagne-Ardenne Tourisme",
  "Dardenne Frères",
  "Your Provider BV",
  "Security Team",
])("a company may be called «%s»", (name) => {
  expect(companyNamesProvider(name)).toBe(false);
});

test.each([
  "Ardenne Networks",
  "ARDENNE NETWORKS S.A.",
  "Ardenne Group",
  "Ardenne Telecom SA",
  "Passerelle",
  "P4sserelle",
  "Passerelle Security",
  "Castleford Rail (Ardenne Support)",
  "Acme, verified by Ardenne",
])("a stranger's company is not called «%s»", (name) => {
  expect(companyNamesProvider(name)).toBe(true);
});
