import { brand } from "#src/brand/brand.ts";
import { glance } from "./look-alike.ts";
import { limits } from "./limits.ts";
import { desks, firms, leads, offices, particles, providers } from "./office-words.ts";
import { normalized } from "./text.ts";

/** Of what is longer than any name, in letters of two units, no more is looked at. */
const longest = 2 * limits.company.longest.companyName;

/** Whether a text is a row of these words; two may share a letter, since none is doubled. */
function isRowOf(words: readonly string[], text: string): boolean {
  const ends = new Set([0]);
  for (let at = 0; at < text.length; at++)
    if (ends.has(at))
      for (const word of words)
        if (text.startsWith(word, at)) ends.add(at + word.length - 1).add(at + word.length);
  return ends.has(text.length);
}

const portal = glance(brand.portal);
const provider = glance(brand.provider);
const known = [portal, glance(brand.provider.split(" ")[0]!)].filter((name) => !offices.includes(name));

/** As it stands, with nothing but letters, and without what stands alone or only at an end of a word. */
const readings = (text: string) => [
  text,
  text
    .replace(/(?<!\p{L})([dl])['’]/giu, "$1e ")
    .replace(/['’]s(?!\p{L})/giu, " ")
    .replace(/[^\p{L}\p{M}]+/gu, " "),
  text.replace(/(?<=^|\s)(?:[^\p{L}\s]+(?=\s|$)|[!|+]+)|(?<![!|+])[!|+]+(?=\s|$)/gu, " "),
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

const isNamed = (word: string, name: string) => word.includes(name) && isRowOf([name, ...longOffices], word);

const isNameOrOffices = (words: readonly string[], name: string) =>
  words.some((word) => word.includes(name)) &&
  words.every((word) => offices.includes(word) || isNamed(word, name));

/** `Sophie, Ardenne Support` is one of them, whoever Sophie is, and so is `Ardennes Support`. */
const isAtDesk = (words: readonly string[], name: string) =>
  words.some((word) => isNamed(word, name) || word === `${name}s`) &&
  words.some((word) => desks.includes(word) || (word !== name && isNamed(word, name)));

/** In pieces, too; `A. Ardenne` is somebody, though no letter is seen doubled. */
const isWritten = (name: string, seen: string, words: readonly string[]) =>
  seen === name && (words.length === 1 || !words.includes(name));

const isMeant = (text: string, names: readonly string[]) =>
  readings(text).some((read) => {
    const [words, seen] = [wordsOf(read), glance(read)];
    return (
      seen.includes(provider) ||
      names.some(
        (name) => isWritten(name, seen, words) || isNameOrOffices(words, name) || isAtDesk(words, name),
      )
    );
  });

const isPortalsFirm = (words: readonly string[]) =>
  words.length > 1 && words.every((word) => word === portal || firms.includes(word));

/**
 * True for a company or an account that is called as the provider or the portal is, alone or with words for an office. Of the
 * provider the first word says enough; Dardenne is somebody else, and La Passerelle a company.
 */
export function companyNamesProvider(text: string): boolean {
  const name = text.slice(0, longest);
  return isMeant(name, known) && !isPortalsFirm(wordsOf(name));
}

/** Brackets, dashes and the like; not what stands within a name: `Jean-Luc & Léa d’Ardenne`. */
const sides = /[^\p{L}\p{M}\p{N}\s&+.,'’‐-]+|\s['’]|[\s,][‐-]+|(?<![‐-])[‐-]+\s/u;

/** What stands beside a name: who that is, or of where; before a comma a surname may stand. */
function besides(text: string): readonly string[] {
  const pieces = normalized(text, "NFKC").split(sides);
  return [...pieces, ...pieces.flatMap((piece) => piece.split(",").slice(1))];
}

const isGiven = (word: string) => word.length > 1 && !offices.includes(word);

/** What follows `from` and the like; after one first name and its initials, `van Ardenne` is a surname. */
const origins = (text: string) =>
  readings(text.replace(/(?<!\p{L})\p{L}{1,4}\./gu, " ").replace(/(?<=\p{L})[‐-](?=\p{L})/gu, ""))
    .map(wordsOf)
    .flatMap((words) =>
      words.flatMap((word, at) =>
        leads.includes(word) || (particles.includes(word) && words.slice(0, at).filter(isGiven).length > 1)
          ? [words.slice(at + 1)]
          : [],
      ),
    );

const calling = [...known, ...providers];

/** True for a person's name in which the provider or the portal speaks, as a whole or in a part: acts would read like an agent's. */
export function namesProvider(text: string): boolean {
  const name = text.slice(0, longest);
  return (
    [...new Set([name, ...besides(name)])].some((part) => isMeant(part, calling)) ||
    origins(name).some((words) => calling.some((one) => isNameOrOffices(words, one)))
  );
}
