import { stringify } from "csv-stringify/sync";
import { type Language, language as factsOf } from "#src/i18n/languages.ts";
import { askerOf } from "#functions/context/askers.ts";
import type { Exchange } from "./exchange.ts";
import { whole } from "./whole.ts";

/** What separates the columns where a language's spreadsheets expect it. */
export const separatorOf = (language: Language) => factsOf(language).listSeparator ?? ",";

/**
 * Where a cell begins, and a formula, also in a spreadsheet that parts the columns elsewhere than the file does: behind every
 * separator and line end, and behind blanks and quotation marks that follow. A number behind a blank is none. It is looked back
 * from the sign with which a formula begins: blanks that no sign follows, however many, are looked at by nobody.
 */
const formulas =
  /(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])(?<=(?:^|[;,|\t\r\n])[\s\p{Cf}"]*)(?!(?<= )[+-]\d+(?:$|[;,|]))/gu;
const withoutFormulas = (text: string) => text.replace(formulas, "'");

/** How a CSV file is written for spreadsheets, with nothing that they take for a formula. */
export const csvOptions = (delimiter: string) =>
  ({
    delimiter,
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
  const body =
    typeof content === "string" ? content : await whole(content, askerOf(exchange.var.context.session));
  return exchange.body(body, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${file}.csv"`,
  });
}
