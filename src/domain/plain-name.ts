import { parse } from "tldts";
import { asciiDomain } from "./email.ts";
import { normalized } from "./text.ts";

/** Endings that no registry has, and that look like those of a site all the same (RFC 6761, RFC 9476). */
const alsoSuffixes = new Set([
  "example",
  "test",
  "invalid",
  "localhost",
  "local",
  "internal",
  "onion",
  "alt",
]);

/** Of what a title before or after a name is made: `dr.ir.`, `M.Sc.`, `dipl.ing.` are no sites. */
const titles = new Set(["b", "d", "dipl", "dr", "drs", "ing", "ir", "m", "med", "mr", "ph", "prof", "sc"]);

const dots =
  /[\u00b7\u0701\u0702\u06d4\u16eb\u2022\u2024\u2027\u2219\u22c5\u3002\u30fb\ua4f8\ufe52\uff0e\uff61]/gu;

/** Every dot as one, also where somebody writes it so that only people see it. The Catalan l·l is none. */
const dotted = (text: string) =>
  normalized(text.replaceAll("\u02d9", "."), "NFKC")
    .replace(/(?<=l)\u00b7(?=l)/giu, "")
    .replace(dots, ".")
    .replace(/[[({]\s*(?:\.|dot|point|punt)\s*[\])}]/giu, ".")
    .replace(/(?<!\s)\s+\.\s*(?=\p{L})/gu, ".");

/** `A.S.Watson` and `J.P.Company` are initials and a name. */
const isInitials = (labels: readonly string[]) =>
  labels.length > 2 &&
  labels.slice(0, -1).every((label) => [...label].length === 1) &&
  labels.at(-1)!.length > 3;

function isSite(piece: string): boolean {
  const host = piece.includes(".") ? asciiDomain(piece) : null;
  if (!host) return false;
  const labels = host.split(".");
  if (labels.every((label) => titles.has(label)) || isInitials(labels)) return false;
  const { domain, isIcann, isPrivate, isIp } = parse(host, { allowPrivateDomains: true });
  return isIp === true || (domain !== null && (isIcann || isPrivate || alsoSuffixes.has(labels.at(-1)!)));
}

const sitesIn = (text: string) =>
  dotted(text)
    .split(/[^\p{L}\p{M}\p{N}.-]+/u)
    .map((piece) => piece.replace(/^[.-]+|(?<![.-])[.-]+$/gu, ""))
    .filter(isSite);

/** True for what names a site on the web, with or without the beginning of an address. */
export const namesSite = (text: string) => /:\/\/|\bwww\./iu.test(dotted(text)) || sitesIn(text).length > 0;

/** Digits as people dial them: 9, or 7 where they begin as a number does. */
function hasTelephone(text: string): boolean {
  const runs =
    normalized(text, "NFKC")
      .replace("(0)", "")
      .match(/\+?\(?\p{Nd}(?:[\s)./\p{Pd}]{0,3}\p{Nd})*/gu) ?? [];
  return runs.some((run) => run.replace(/\P{Nd}/gu, "").length >= (/^\+|^\(?0/u.test(run) ? 7 : 9));
}

/** Scripts in everyday use (UAX 31), and those that are written together, with Latin beside Han (UTS 39, highly restrictive). */
const everyday =
  "Arab Armn Beng Cyrl Deva Ethi Geor Grek Gujr Guru Hebr Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thaa Thai Tibt";
const together = ["Latn Hani Hira Kana", "Latn Hani Bopo", "Latn Hani Hang"];

const writings = [...everyday.split(" "), ...together].map((scripts) => {
  const letters = [...scripts.split(" "), "Zyyy", "Zinh"].map((script) => `\\p{scx=${script}}`).join("");
  return new RegExp(`^[${letters}\\p{sc=Zinh}]+$`, "u");
});

/** True where a word has letters of two alphabets, or of one that hardly anybody writes: they are there to look like others. */
const mixesAlphabets = (text: string) =>
  (normalized(text, "NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).some(
    (word) => !writings.some((writing) => writing.test(word)),
  );

/** True for what can be a name: it takes nobody anywhere, and is what it looks like (SECURITY.md 11). */
export const isPlainName = (text: string) => !namesSite(text) && !hasTelephone(text) && !mixesAlphabets(text);

/**
 * As a plain name, but a company may be called as its site is, `Booking.com B.V.`: one site, first, with two words after it
 * at most, in which nobody can be told to go there.
 */
export function isCompanyName(text: string): boolean {
  const [first = "", ...others] = text.split(" ");
  const isOne = sitesIn(first).length === 1 && /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+,?$/u.test(first);
  return (
    isPlainName(
      isOne && others.length < 3 && !/^www\./iu.test(first) ? ["Company", ...others].join(" ") : text,
    ) && !mixesAlphabets(first)
  );
}
