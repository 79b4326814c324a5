import type { Spoil } from "./seed.ts";

const first =
  (from: RegExp, to: string): Spoil =>
  (text) =>
    from.test(text) ? text.replace(from, to) : null;
const inMiddle =
  (what: string): Spoil =>
  (text) => {
    const at = text.search(/(?<=\p{L}{2})\p{L}{2}(?![^{]*\}\})/u);
    return at < 0 ? null : text.slice(0, at) + what + text.slice(at);
  };
const atEnd =
  (what: string): Spoil =>
  (text) =>
    text + what;
const by =
  (texts: Readonly<Record<string, string>>): Spoil =>
  (text, { language }) =>
    texts[language] ? `${text.replace(/\.?$/, ".")} ${texts[language]}` : null;
const translated: (spoil: Spoil) => Spoil = (spoil) => (text, sentence) =>
  sentence.language === "en" ? null : spoil(text, sentence);
const words = (text: string) => text.replace(/\{\{[^}]*\}\}/g, "").split(/\s+/).length;
const plain = (text: string) => !/[{_$]/.test(text);

/** What can be wrong with one sentence, by name. */
export const spoils: Readonly<Record<string, Spoil>> = {
  empty: () => "",
  "a blank": () => " ",
  "zero-width only": () => "\u200b",
  "an invented placeholder": atEnd(" {{nobody}}"),
  "a misspelt placeholder": first(/\{\{(\w)(\w+)/, "{{$1x$2"),
  "a dropped placeholder": (text, { key }) =>
    /\{\{(?!portal|provider|support|count)/.test(text) && !/_/.test(key)
      ? text.replace(/\{\{(?!portal|provider|support|count)[^}]*\}\}/g, "…")
      : null,
  "one brace too few": first(/\{\{([^}]*)\}\}/, "{{$1}"),
  "one brace on each side": atEnd(" {name}"),
  "another format": translated(first(/, number\}\}/, ", numer}}")),
  "no format": translated(first(/, (?:number|day)\}\}/, "}}")),
  "a name between percent signs": atEnd(" %name%"),
  "a name between square brackets": atEnd(" [[name]]"),
  HTML: first(/(\p{L}{4,})(?![^{]*\}\})/u, "<b>$1</b>"),
  "an HTML entity": atEnd("&nbsp;"),
  "bold Markdown": first(/(\p{L}{4,})(?![^{]*\}\})/u, "**$1**"),
  "a Markdown link": atEnd(" [x](guide)"),
  "a reference to nothing": atEnd(" $t(home.nothing)"),
  "the name of a page typed": (text, { language }) =>
    ({ en: `${text} “To do”`, fr: `${text} «\u00a0À faire\u00a0»`, nl: `${text} “Te doen”` })[language] ??
    null,
  "a forbidden term": by({ fr: "périphérique", nl: "toestel" }),
  "a forbidden term in capitals": by({ fr: "COMPTE INTELLIGENT", nl: "KLANTBEHEERDER" }),
  "a forbidden plural": by({ fr: "comptes intelligents", nl: "toestellen" }),
  "informal address": by({ fr: "ton", nl: "jouw" }),
  "an informal verb": by({ fr: "T’as fini.", nl: "Heb je dat?" }),
  "a replaced glossary word": translated((text, { english }) =>
    /\bdevices?\b/.test(english) && /appareil|apparaten|apparaat/.test(text)
      ? text.replace(/appareils?|apparaten|apparaat/g, "machine")
      : null,
  ),
  "another label": translated((text, { english }) =>
    ["Back", "Next", "Confirm", "Change", "Sign in", "Register"].includes(english) ? `${text} ici` : null,
  ),
  "the portal’s name typed": first(/\{\{portal\}\}/, "Passerelle"),
  "an abbreviation changed": translated((text, { english }) =>
    /\bCSV\b/.test(english) && /\bCSV\b/.test(text) ? text.replaceAll("CSV", "VSC") : null,
  ),
  "a straight apostrophe": first(/’/, "'"),
  "straight quotation marks": atEnd(' "x"'),
  "quotation marks of another language": (text, { language }) =>
    `${text} ${language === "fr" ? "“x”" : "«x»"}`,
  "a wrong space before a mark": (text, { language }) =>
    language === "fr"
      ? /[\u00a0\u202f][:;?!]/.test(text)
        ? text.replace(/[\u00a0\u202f]([:;?!])/, " $1")
        : null
      : /\p{L}\?$/u.test(text)
        ? text.replace(/\?$/, " ?")
        : null,
  "a space before a comma": first(/(\p{L}),/u, "$1 ,"),
  "a double space": first(/ /, "  "),
  "a space at the end": atEnd(" "),
  "a space at the beginning": (text) => ` ${text}`,
  "a tab": first(/ /, "\t"),
  "a line break": first(/ /, "\n"),
  "a full stop lost": translated(first(/(\p{L})\.$/u, "$1")),
  "a full stop added": translated((text) => (/[\p{L}}]$/u.test(text) ? `${text}.` : null)),
  "a colon lost": translated(first(/(\p{L})[\u00a0]?:$/u, "$1")),
  "a question mark lost": translated(first(/[\u202f]?\?$/u, ".")),
  "an exclamation mark": (text, { file, key }) =>
    /onboarding/.test(file) && key.startsWith("done.") ? null : text.replace(/\.?$/, "!"),
  begging: by({ fr: "Veuillez attendre.", nl: "Gelieve te wachten.", en: "Please wait." }),
  "begging politely": by({ fr: "Merci de patienter.", nl: "Wacht alstublieft.", en: "Wait, please." }),
  judging: by({ fr: "Non valide.", nl: "Ongeldig.", en: "Invalid." }),
  "a word before a name that may begin with a vowel": (text, { language }) =>
    language === "fr" ? `${text} de {{provider}}` : null,
  "English left standing": translated((_, { english }) =>
    words(english) > 2 && plain(english) ? english : null,
  ),
  "two English words": translated((_, { english }) =>
    words(english) === 2 && plain(english) && /^\p{Lu}\p{Ll}+ \p{Ll}+$/u.test(english) ? english : null,
  ),
  "another language": (_, { language, english }) =>
    words(english) > 6
      ? language === "fr"
        ? "Dit is een zin van het portaal die niet naar deze taal werd vertaald"
        : "Ceci est une phrase du portail qui ne devrait pas se trouver dans ce fichier"
      : null,
  "said twice over": translated((text, { english }) =>
    english.length > 30 ? `${text} ${text} ${text}` : null,
  ),
  "cut short": translated((text, { english }) =>
    english.length > 40 && plain(text) ? text.slice(0, 12).replace(/\p{P}|\s+\S*$/gu, "") : null,
  ),
  "a zero-width space": inMiddle("\u200b"),
  "a soft hyphen": inMiddle("\u00ad"),
  "a mark that turns the direction": inMiddle("\u202e"),
  "a no-width joiner": inMiddle("\u200d"),
  "a Cyrillic letter": first(/a(?![^{]*\}\})/, "а"),
  "a Greek letter": first(/o(?![^{]*\}\})/, "ο"),
  mojibake: inMiddle("Ã©"),
  "a replacement sign": inMiddle("\ufffd"),
  "a control sign": inMiddle("\u0007"),
  "a letter as a code": inMiddle("\\u00e9"),
  "an accent apart": (text) => (text.normalize("NFD") === text ? null : text.normalize("NFD")),
  "another number": translated((text, { english }) =>
    /(?<![{\w])\d+(?![\w}])/.test(text) && /\d/.test(english) && !/\{[^}]*\d/.test(text)
      ? text.replace(/(?<![{\w])\d+(?![\w}])/, "77")
      : null,
  ),
  "a damaged example address": translated(first(/(@[\w-]+)\.example/, "$1")),
  "a word twice": first(/(?<![\p{L}{’-])(\p{L}{5,})(?![\p{L}’-])(?![^{]*\}\})/u, "$1 $1"),
  "a letter too many": first(/(?<![\p{L}{’-])(\p{Ll}{3,})(\p{Ll})(?=\p{Ll}{3})(?![^{]*\}\})/u, "$1$2$2$2"),
  "a letter missing": first(
    /(?<![\p{L}{’-])(\p{Ll}{3,}[bcdfghjklmnpqrstvwxz])[aeiouy](?=[bcdfghjklmnpqrstvwxz]\p{Ll}{2})(?![^{]*\}\})/u,
    "$1",
  ),
  "two letters changed about": first(
    /(?<![\p{L}{’-])(\p{Ll}{4,})(?!(\p{Ll})\2)(\p{Ll})(\p{Ll})(?=\p{Ll}{3})(?![^{]*\}\})/u,
    "$1$4$3",
  ),
  "an open bracket": atEnd(" (x"),
  "an open quotation": (text, { language }) => `${text} ${language === "fr" ? "«\u00a0x" : "“x"}`,
  "a small first letter": translated((text, { english }) =>
    /^\p{Lu}\p{Ll}/u.test(text) && /^\p{Lu}/u.test(english) ? text[0]!.toLowerCase() + text.slice(1) : null,
  ),
};

/** What can be wrong with the line of a sentence in its file, where it is written `"key": "text"`. */
export const lines: Readonly<Record<string, (line: string) => string>> = {
  "a number for a sentence": (line) => line.replace(/: ".*"/, ": 42"),
  "nothing for a sentence": (line) => line.replace(/: ".*"/, ": null"),
  "a list for a sentence": (line) => line.replace(/: (".*")/, ": [$1]"),
  "a key twice": (line) => `${line.replace(/,?$/, ",")}\n${line}`,
  "a key twice on one line": (line) => `${line.replace(/,?$/, ",")} ${line.trim()}`,
  "a sentence too many": (line) => `${line.replace(/"[^"]+"/, '"oneTooMany"').replace(/,?$/, ",")}\n${line}`,
  "a misspelt key": (line) => line.replace(/"([^"]+)"/, '"$1x"'),
  "a key with a blank": (line) => line.replace(/"([^"]+)"/, '"$1 "'),
};

/** What keeps a file from being read, and the line that is to be named. */
export const breaks: Readonly<Record<string, (line: string) => string>> = {
  "a missing comma": (line) => line.replace(/,$/, ""),
  "a missing colon": (line) => line.replace('": "', '" "'),
  "a missing quotation mark at the end": (line) => line.replace(/",$/, ","),
  "a missing quotation mark at the beginning": (line) => line.replace(/: "/, ": "),
  "a quotation mark inside": (line) => line.replace(/",$/, '" x",'),
  "a comment": (line) => `${line} // better?`,
  "a comma too many": (line) => `${line},`,
  "a bracket too many": (line) => `${line} }`,
  "a version conflict": (line) => `<<<<<<< mine\n${line}\n=======\n${line}\n>>>>>>> theirs`,
};
