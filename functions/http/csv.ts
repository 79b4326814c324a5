import { stringify } from "csv-stringify/sync";
import { type Language, language as factsOf } from "#src/i18n/languages.ts";
import type { Exchange } from "./exchange.ts";

/** What separates the columns where a language's spreadsheets expect it. */
export const separatorOf = (language: Language) => factsOf(language).listSeparator ?? ",";

/** What would be a cell of its own, and a formula, where a spreadsheet parts the columns elsewhere than the file does. */
const withoutFormulas = (text: string) => text.replace(/[;,\t|](?=[=+\-@])/gu, "$&'");

/** How a CSV file is written for spreadsheets, with nothing that they take for a formula. */
export const csvOptions = (delimiter: string) =>
  ({
    delimiter,
    escape_formulas: true,
    cast: { string: withoutFormulas },
    record_delimiter: "windows",
  }) as const;

export interface Column<Key extends string> {
  readonly key: Key;
  readonly header: string;
}

/** Rows below their headings, with a byte order mark, so that spreadsheets read them as UTF-8; of a later part rows alone. */
export const csv = <Key extends string>(
  columns: readonly Column<Key>[],
  rows: readonly Readonly<Record<Key, string | number | null>>[],
  delimiter: string,
  isFirst = true,
) =>
  stringify([...rows], {
    ...csvOptions(delimiter),
    bom: isFirst,
    header: isFirst,
    columns: [...columns],
  });

/** Answers with a CSV file to keep, named after its parts and the day: the whole of it, or none. */
export async function sendCsv(
  exchange: Exchange,
  name: readonly string[],
  content: string | AsyncGenerator<string>,
): Promise<Response> {
  const file = [...name, exchange.var.context.today].map((part) => part.replace(/[^\w.-]+/gu, "-")).join("-");
  const body = typeof content === "string" ? content : unpacked(await packed(content));
  return exchange.body(body, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${file}.csv"`,
  });
}

interface Packed {
  readonly bytes: ArrayBuffer;
  /** Of the text itself, in bytes. */
  readonly length: number;
}

/**
 * Text that comes in parts, compressed while they are fetched: an answer that has begun cannot say any more that a part is
 * missing, since the runtime ends a stream that breaks off like one that is whole.
 */
export async function packed(parts: AsyncGenerator<string>): Promise<Packed> {
  const gzip = new CompressionStream("gzip");
  const kept = new Response(gzip.readable).arrayBuffer();
  const writer = gzip.writable.getWriter();
  const encoder = new TextEncoder();
  let length = 0;
  try {
    for await (const part of parts) {
      const bytes = encoder.encode(part);
      length += bytes.length;
      await writer.write(bytes);
    }
    await writer.close();
  } catch (error) {
    await Promise.allSettled([writer.abort(error), kept]);
    throw error;
  }
  return { bytes: await kept, length };
}

/** Of the runtime: a stream of a length that is told before, so that a reader notices when it breaks off. */
declare const FixedLengthStream: new (length: number) => TransformStream<Uint8Array, Uint8Array>;

function unpacked({ bytes, length }: Packed): ReadableStream<Uint8Array> {
  const { readable, writable } = new FixedLengthStream(length);
  void new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeTo(writable)
    .catch(() => {});
  return readable;
}
