import { stringify } from "csv-stringify/sync";
import { type Language, language as factsOf } from "#src/i18n/languages.ts";
import type { Exchange } from "./exchange.ts";

/** What separates the columns where a language's spreadsheets expect it. */
export const separatorOf = (language: Language) => factsOf(language).listSeparator ?? ",";

/** How a CSV file is written for spreadsheets, with nothing that they take for a formula. */
export const csvOptions = (delimiter: string) =>
  ({ delimiter, escape_formulas: true, record_delimiter: "windows" }) as const;

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

/** Answers with a CSV file to keep, named after its parts and the day; what comes in parts is written as it is fetched. */
export function sendCsv(
  exchange: Exchange,
  name: readonly string[],
  content: string | AsyncGenerator<string>,
): Response {
  const file = [...name, exchange.var.context.today].map((part) => part.replace(/[^\w.-]+/gu, "-")).join("-");
  if (typeof content !== "string") {
    const { body, ended } = stream(content);
    exchange.set("stillAnswering", ended);
    return exchange.body(body, 200, headersOf(file));
  }
  return exchange.body(content, 200, headersOf(file));
}

const headersOf = (file: string) => ({
  "Content-Type": "text/csv; charset=utf-8",
  "Content-Disposition": `attachment; filename="${file}.csv"`,
});

/** Text as it is read on the other side: nothing is made before it is asked for. `ended`: nobody reads it any more. */
function stream(parts: AsyncGenerator<string>) {
  const encoder = new TextEncoder();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next().catch((error: unknown) => {
          end();
          throw error;
        });
        if (!done) return controller.enqueue(encoder.encode(value));
        end();
        controller.close();
      },
      async cancel() {
        end();
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, ended };
}
