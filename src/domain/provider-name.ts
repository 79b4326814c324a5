import { brand } from "#src/brand/brand.ts";
import { glance } from "./look-alike.ts";

/** What stands beside a name where nobody else is meant: an office, a service, a place. */
const offices = `
  the of and for our your le la l les de d du des et nos notre votre het een van der en voor ons onze uw s
  team equipe ploeg staff personnel personeel group groupe groep company bv
  support helpdesk help desk aide hulp assistance assistenza soporte kundendienst ondersteuning bijstand service services servicedesk dienst diensten
  portal portail portaal customer customers client clients clientele klant klanten klantenportaal klantendienst klantenservice care relations
  security secure safety securite beveiliging veiligheid sicherheit seguridad sicurezza fraud fraude trust protection
  admin admins administrator administrators administration administrateur administratrice administratie beheer beheerder root system systems systeme systeem
  billing invoice invoices invoicing facturation facture factures facturatie factuur facturen payment payments paiement paiements betaling betalingen finance finances comptabilite boekhouding accounting
  account accounts compte comptes management gestion manager sales vente ventes verkoop commercial legal juridique juridisch compliance privacy dpo hr rh
  notification notifications notificatie meldingen alert alerts alerte alertes alarm waarschuwing message messages bericht berichten noreply no reply
  info information informations informatie contact news nieuws nouvelles update updates
  verification verify verificatie controle validation confirmation bevestiging activation activering registration inscription registratie login sign connexion aanmelden access acces toegang
  it ict technical technique technisch operations ops noc soc cert csirt incident incidents postmaster webmaster hostmaster abuse mail mailer email agent agents medewerker medewerkers operator operateur office bureau kantoor department departement afdeling direction directie
  official officiel officielle officieel online app web network networks networking net reseau reseaux netwerk netwerken digital cloud
  belgium belgique belgie belgien france nederland netherlands luxembourg luxemburg europe europa international global benelux
`
  .trim()
  .split(/\s+/u)
  .map(glance);

/** Whether a text is a row of these words; two may share a letter, since none is doubled. */
function isRowOf(words: readonly string[], text: string): boolean {
  const ends = new Set([0]);
  for (let at = 0; at < text.length; at++)
    if (ends.has(at))
      for (const word of words)
        if (text.startsWith(word, at)) ends.add(at + word.length - 1).add(at + word.length);
  return ends.has(text.length);
}

const provider = glance(brand.provider);
const known = [brand.portal, brand.provider.split(" ")[0]!]
  .map(glance)
  .filter((name) => !offices.includes(name));

/** As it stands, with nothing but letters, and without what stands alone or only at an end of a word. */
const readings = (text: string) => [
  text,
  text.replace(/[^\p{L}\p{M}]+/gu, " "),
  text.replace(/(?<=^|\s)(?:[^\p{L}\s]+(?=\s|$)|[!|+]+)|[!|+]+(?=\s|$)/gu, " "),
];

/** Those that may be run together with a name: of shorter ones half of all words are made. */
const longOffices = offices.filter((word) => word.length > 3);

/** The words of a text at a glance, letters that stand one by one as a word. */
const wordsOf = (text: string) =>
  text
    .replace(/(?<=^|\s)\S(?:\s\S)+(?=\s|$)/gu, (letters) => letters.replace(/\s/gu, ""))
    .split(/\s+/u)
    .map(glance)
    .filter(Boolean);

const isNameOrOffices = (text: string, name: string) => {
  const words = wordsOf(text);
  return (
    words.some((word) => word.includes(name)) &&
    words.every((word) => offices.includes(word) || isRowOf([name, ...longOffices], word))
  );
};

/**
 * True for what calls itself as the provider or the portal does, alone or with words for an office: a message about it would
 * read like one of an agent. Of the provider the first word says enough; whoever is called Dardenne is somebody else.
 */
export const namesProvider = (text: string) =>
  readings(text).some(
    (read) =>
      glance(read).includes(provider) ||
      known.some((name) => glance(read) === name || isNameOrOffices(read, name)),
  );
