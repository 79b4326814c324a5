import { stringify } from "csv-stringify/sync";
import { language as facts, type Language } from "#src/i18n/languages.ts";
import type { Exchange } from "./exchange.ts";

export interface Column<Key extends string> {
  readonly key: Key;
  readonly header: string;
}

/**
 * Rows as CSV for spreadsheets: with a byte order mark, so that they read it as UTF-8, and nothing in it that they
 * would take for a formula.
 */
export const csv = <Key extends string>(
  columns: readonly Column<Key>[],
  rows: readonly Readonly<Record<Key, string | number | null>>[],
  separator = ",",
) =>
  stringify([...rows], {
    bom: true,
    header: true,
    delimiter: separator,
    escape_formulas: true,
    record_delimiter: "windows",
    columns: [...columns],
  });

/** What separates the columns where a language's spreadsheets expect it. */
export const separatorOf = (language: Language) => facts(language).listSeparator ?? ",";

/** Answers with a file to keep, named after its parts and the day. */
export const sendCsv = (exchange: Exchange, name: readonly string[], content: string) =>
  exchange.body(content, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${[...name, exchange.var.context.today]
      .join("-")
      .replace(/[^\w.-]+/gu, "-")}.csv"`,
  });
