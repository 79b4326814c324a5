import { readFileSync } from "node:fs";
import type { Finding } from "./finding.ts";

const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decodes = (bytes: Uint8Array) => {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The line with the first bytes that are no UTF-8. */
function firstBroken(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // Up to three bytes may belong to a letter that is cut.
    const whole = [0, 1, 2, 3].some((cut) => decodes(bytes.subarray(0, Math.max(0, middle - cut))));
    if (whole) good = middle;
    else bad = middle;
  }
  return bytes.subarray(0, good).filter((byte) => byte === 10).length + 1;
}

/** The text of a file as the portal reads it, with what is wrong with its bytes; null where there is none. */
export function readText(path: string, file: string): { text: string | null; findings: Finding[] } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return { text: null, findings: [{ rule: "unreadable", file }] };
  }
  if (bytes.includes(0)) return { text: null, findings: [{ rule: "not-utf8", file, line: 1 }] };
  if (!decodes(bytes))
    return { text: null, findings: [{ rule: "not-utf8", file, line: firstBroken(bytes) }] };
  const raw = bytes.toString("utf8");
  const conflict = /^(?:<{7} |={7}$|>{7} )/m.exec(raw);
  if (conflict)
    return { text: null, findings: [{ rule: "merge-conflict", file, line: lineAt(raw, conflict.index) }] };
  const findings: Finding[] = [];
  if (raw.startsWith("\ufeff")) findings.push({ rule: "byte-order-mark", file, line: 1 });
  if (raw.includes("\r")) findings.push({ rule: "line-ends", file, line: lineAt(raw, raw.indexOf("\r")) });
  return { text: raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"), findings };
}
