/** A language that nobody has to know: English in other letters, with all else as its speakers have it. */
export interface Made {
  readonly code: string;
  readonly name: string;
  /** BCP 47 tag for dates and numbers. */
  readonly format: string;
  /** What stands for a letter; one that is not named stays. */
  readonly letters: Readonly<Record<string, string>>;
  readonly quotes: readonly [string, string];
  readonly marks?: Readonly<Record<string, string>>;
}

/** What stands for each letter, small and capital. */
const inOrder = (from: string, to: readonly string[]) =>
  Object.fromEntries(
    [...from].flatMap((letter, at) => {
      const other = to[at] ?? letter;
      return [
        [letter, other],
        [letter.toUpperCase(), other.toUpperCase()],
      ];
    }),
  );

/** Another kind of each: long words, six plurals from right to left with digits of its own, four plurals. */
export const addedByFiles: readonly Made[] = [
  {
    code: "de",
    name: "Deutsch",
    format: "de-BE",
    letters: inOrder("aeiouy", [..."äëïöüÿ"]),
    quotes: ["„", "“"],
  },
  {
    code: "ar",
    name: "العربية",
    format: "ar-EG",
    letters: inOrder("abcdefghijklmnopqrstuvwxyz", [..."ابكدهفغحيجقلمنوثذرستعڤضخىز"]),
    quotes: ["«", "»"],
    marks: { "?": "؟", ",": "،" },
  },
  {
    code: "pl",
    name: "Polski",
    format: "pl-PL",
    letters: inOrder("acelnosz", [..."ąćęłńóśż"]),
    quotes: ["„", "”"],
  },
];

/** In place of French and Dutch: two fifths longer, so that what is too narrow breaks, and what is typed in the code stands out. */
export const stretched: readonly Made[] = ["fr", "nl"].map((code) => ({
  code,
  name: code,
  format: code,
  letters: {
    ...inOrder("bcdghjklnprstwz", [..."ƀçđĝĥĵķłñƥŕšŧŵž"]),
    ...inOrder("aeiouy", ["àà", "éé", "îî", "ôô", "ûû", "ýý"]),
  },
  quotes: ["“", "”"],
}));

/** What every language leaves as it is: placeholders, references, code, addresses, markup, abbreviations. */
const asItIs =
  /\{\{[^}]*\}\}|\$t\([^)]*\)|`[^`]*`|\]\([^)]*\)|https?:\/\/\S+|[\w.+-]+@[\w.-]+\.\w+|(?<!\p{L})(?:\p{Lu}{2,}[\p{Lu}\p{N}]*(?:-\d+)?|\p{Lu}\p{Ll}+\p{Lu}\p{L}*)(?!\p{L})/gu;

/** What an English text is in that language; `names` stay. */
export function sayIn({ letters, quotes, marks = {} }: Made, names: readonly string[]) {
  const [opening, closing] = quotes;
  const quoted = (text: string) => text.replace(/“/g, opening).replace(/”/g, closing);
  const spelt = (text: string) =>
    quoted([...text].map((letter) => letters[letter] ?? marks[letter] ?? letter).join(""));
  const kept = new RegExp(
    `${asItIs.source}|(?<!\\p{L})(?:${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")).join("|")})(?!\\p{L})`,
    "gu",
  );
  return (text: string) => {
    let said = "";
    let at = 0;
    for (const { 0: same, index } of text.matchAll(kept)) {
      said += spelt(text.slice(at, index)) + quoted(same);
      at = index + same.length;
    }
    return said + spelt(text.slice(at));
  };
}
