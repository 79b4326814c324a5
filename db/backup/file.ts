import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** What the first line of a backup says. */
export interface Mark {
  readonly passerelle: "backup";
  readonly madeAt: string;
  /** Without it links, sessions and what is sealed are void. Null: the portal has it from its settings. */
  readonly secret: string | null;
}

const last = "COMMIT;";
const beginning = "-- ";

export const markLine = (mark: Mark) => `${beginning}${JSON.stringify(mark)}\n`;

/** The file is no backup, or not a whole one; the message says why. */
export class UnusableBackup extends Error {
  override readonly name = "UnusableBackup";
}

/** The mark of a backup, once all of it was seen to be there. Refuses with `UnusableBackup`. */
export async function examineBackup(file: string): Promise<Mark> {
  let mark: Mark | null = null;
  let end = "";
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    mark ??= readMark(line);
    if (line) end = line;
  }
  if (end !== last) throw new UnusableBackup("it is not whole: its end is missing");
  return mark!;
}

function readMark(line: string): Mark {
  try {
    const found = JSON.parse(line.slice(beginning.length)) as Mark;
    if (found.passerelle === "backup") return found;
  } catch {
    // Told below, as for any other file.
  }
  throw new UnusableBackup("it is no backup of this portal");
}

/**
 * The statements of a backup between its first and its last, one after the other. A statement ends with a line that ends
 * with a semicolon outside of quotes; a trigger, which holds statements, with its END.
 */
export async function* statementsOf(file: string): AsyncGenerator<string> {
  let open: string[] = [];
  let quotes = 0;
  for await (const line of lineByLine(file)) {
    if (!open.length && (line.startsWith(beginning) || isFrame(line))) continue;
    open.push(line);
    for (const letter of line) if (letter === "'") quotes += 1;
    if (quotes % 2 || !line.endsWith(";")) continue;
    if (/^create trigger/iu.test(open[0]!) && !/\bend;$/iu.test(line)) continue;
    yield open.join("\n");
    open = [];
    quotes = 0;
  }
}

const isFrame = (line: string) => line === "" || line === last || /^(?:PRAGMA |BEGIN )/u.test(line);

/** Lines end with a line feed alone: a carriage return belongs to what people wrote. */
async function* lineByLine(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = (rest + (chunk as string)).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) yield rest;
}
