import { isPlainName } from "./plain-name.ts";
import { namesProvider } from "./provider-name.ts";

/** Words of a name that stay small, unless they come first. */
const small = new Set([
  "da",
  "de",
  "del",
  "den",
  "der",
  "des",
  "di",
  "du",
  "la",
  "le",
  "ten",
  "ter",
  "van",
  "von",
]);

const capitalized = (word: string) => word.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());

/**
 * The name that an address such as `lotte.van.damme@` shows, for its reader to confirm or correct; empty where the address is
 * of another shape.
 */
export function suggestedName(email: string): string {
  const words = email.slice(0, email.lastIndexOf("@")).split("+", 1)[0]!.split(/[._]/u);
  const isName =
    words.length > 1 && words.length < 6 && words.every((word) => /^\p{L}{2,}(?:-\p{L}{2,})*$/u.test(word));
  const name = words.map((word, at) => (at > 0 && small.has(word) ? word : capitalized(word))).join(" ");
  return isName && isPlainName(name) && !namesProvider(name) ? name : "";
}
