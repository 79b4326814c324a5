import { brand } from "#src/brand/brand.ts";

const alike = new Map([
  ...[..."ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ"].map((letter, at) => [letter, String.fromCodePoint(97 + at)] as const),
  ...[..."1|łı"].map((letter) => [letter, "l"] as const),
  ["0", "o"] as const,
]);

/** White letters in black, or in a frame: A to Z three times over. */
const framed = (letter: string) => {
  const at = letter.codePointAt(0)! - 0x1f130;
  return at >= 0 && at < 90 && at % 32 < 26 ? String.fromCodePoint(97 + (at % 32)) : letter;
};

/** Letters alone, small, without signs on them, and those as one that look alike. */
const folded = (text: string) =>
  [...text.normalize("NFKD")]
    .map((letter) => alike.get(letter) ?? framed(letter))
    .join("")
    .toLowerCase()
    .replaceAll("i", "l")
    .replace(/[^\p{L}\p{N}]/gu, "");

const provider = folded(brand.provider);
const portal = folded(brand.portal);

/** What stands beside the portal's name where nobody else is meant. */
const ofPortal = new Set(
  [
    "the",
    "team",
    "support",
    "helpdesk",
    "service",
    "portal",
    "customer",
    "le",
    "la",
    "l",
    "equipe",
    "portail",
    "client",
    "de",
    "het",
    "portaal",
    "klanten",
    "klantenportaal",
  ].map(folded),
);

/** True for what calls itself as the provider or the portal does: a message about it would read like one of an agent. */
export function namesProvider(text: string): boolean {
  if (folded(text).includes(provider) || folded(text) === portal) return true;
  const words = text
    .split(/[^\p{L}\p{M}\p{N}|]+/u)
    .map(folded)
    .filter(Boolean);
  return words.includes(portal) && words.every((word) => word === portal || ofPortal.has(word));
}
