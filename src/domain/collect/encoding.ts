import { limits } from "#src/domain/limits.ts";

/** Why a file cannot be read as text. */
export type Unreadable = "tooLarge" | "spreadsheet" | "noText";

const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte);

// A ZIP archive, as .xlsx and .ods are, and the container of .xls.
const isSpreadsheet = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

/** The text of a file as spreadsheets write it: UTF-8, UTF-16, else Windows-1252; or why there is none. */
export function textOf(bytes: Uint8Array): { text: string } | { unreadable: Unreadable } {
  if (bytes.length > limits.upload.bytes) return { unreadable: "tooLarge" };
  if (isSpreadsheet(bytes)) return { unreadable: "spreadsheet" };
  const text = decoded(bytes);
  return /[^\P{Cc}\t\n\v\f\r\u0085]/u.test(text) ? { unreadable: "noText" } : { text };
}

function decoded(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return utf16(bytes.subarray(2));
  if (startsWith(bytes, 0xfe, 0xff)) return utf16(swapped(bytes.subarray(2)));
  const order = orderWithoutMark(bytes);
  if (order) return utf16(order === "little" ? bytes : swapped(bytes));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes);
  }
}

const utf16 = (bytes: Uint8Array) => new TextDecoder("utf-16le").decode(bytes);

// workerd has no decoder for the other byte order.
function swapped(bytes: Uint8Array): Uint8Array {
  const other = new Uint8Array(bytes.length - (bytes.length % 2));
  for (let at = 0; at < other.length; at += 2) {
    other[at] = bytes[at + 1]!;
    other[at + 1] = bytes[at]!;
  }
  return other;
}

/** A header in Latin letters has a zero beside nearly each of them. */
function orderWithoutMark(bytes: Uint8Array): "little" | "big" | null {
  const head = bytes.subarray(0, 200);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1;
  });
  if (Math.max(...zeros) * 4 < head.length) return null;
  return zeros[1]! > zeros[0]! ? "little" : "big";
}

// What the bytes 0x80 to 0x9F mean there; all others mean themselves.
const middle = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

function windows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192) {
    const codes = Array.from(bytes.subarray(from, from + 8192), (byte) =>
      byte >= 0x80 && byte < 0xa0 ? middle.charCodeAt(byte - 0x80) : byte,
    );
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join("");
}
