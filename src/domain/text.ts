import { limits } from "./limits.ts";

// What may be put in another order: marks, and the two signs that are taken apart into one.
const reordered = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/**
 * A text in a normal form, in time that grows with its length: of the signs on one letter thirty are kept, more than any language
 * writes (UAX 15, Stream-Safe Text Format), since to put them in order takes the square of it.
 */
export const normalized = (text: string, form: "NFC" | "NFKC" | "NFKD") =>
  text.replace(reordered, "$1").normalize(form);

const joiners = /[\s\p{Cf}\p{Pd}\u2212_]+/gu;

/** Contract and serial numbers as they are compared: upper case, without spaces, dashes or invisible characters. */
export const normalizeNumber = (typed: string) =>
  normalized(typed, "NFKC").replace(joiners, "").toUpperCase();

/** True for what can be a contract or serial number, normalized. */
export const isNumber = (normalized: string) => /^[\p{L}\p{N}./]+$/u.test(normalized);

const inThrees = (digits: string) => {
  const first = digits.length % 3;
  return [digits.slice(0, first), digits.slice(first).replace(/\d{3}(?=\d)/gu, "$& ")]
    .filter(Boolean)
    .join(" ");
};

/** A long number in groups, for reading only: of three digits, or of four where there are letters in it. */
export const grouped = (number: string) =>
  /^\d+$/u.test(number) ? inThrees(number) : number.replace(/(.{4})(?=.)/gu, "$1 ");

// Most of what an import brings is such a line already; to see it costs a fifth.
const isPlain = /^(?:[!-~]+(?: [!-~]+)*)?$/u;

/** One line as it stands: composed, trimmed, single spaces. */
export const singleSpaced = (typed: string) =>
  isPlain.test(typed) ? typed : normalized(typed, "NFC").replace(/\s+/gu, " ").trim();

const invisible = /[^\P{Cc}\s]|\p{Cf}|\p{Default_Ignorable_Code_Point}|\u2800/gu;

// More signs on one letter than any language writes hide the lines above it.
const stacked = /(\p{M}{4})\p{M}+/gu;

/** One line of text as people mean it: single-spaced, and nothing invisible in it. */
export const oneLine = (typed: string) =>
  isPlain.test(typed) ? typed : singleSpaced(typed.replace(invisible, "").replace(stacked, "$1"));

/** Several lines of text as people mean them: composed, trimmed, nothing invisible but line breaks, of which at most two together. */
export const manyLines = (typed: string) =>
  normalized(typed, "NFC")
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\P{Cc}\n]/gu, "")
    .replace(invisible, "")
    .replace(stacked, "$1")
    .replace(/\n(?:[^\S\n]*\n){2,}/gu, "\n\n")
    .trim();

const { longest } = limits.freeText;

/** What is wrong with a text that people write freely: nothing in it, or too much; null: it is fine. */
export function longText(typed: string): { kind: "Required" | "TooLong"; params: { max: number } } | null {
  const length = [...typed.trim()].length;
  const kind = length === 0 ? "Required" : length > longest ? "TooLong" : null;
  return kind && { kind, params: { max: longest } };
}
