import { type Language, language as factsOf } from "#src/i18n/languages.ts";
import type { Exchange } from "./exchange.ts";

/** How a CSV file is written for the spreadsheets of a language's readers, with nothing that they take for a formula. */
export const csvOptions = (language: Language) =>
  ({
    delimiter: factsOf(language).separator ?? ",",
    escape_formulas: true,
    record_delimiter: "windows",
  }) as const;

/** Answers with a CSV file to keep; its parts are written as they are fetched. */
export function sendCsv(
  exchange: Exchange,
  name: readonly string[],
  content: string | AsyncGenerator<string>,
): Response {
  const file = name.map((part) => part.replace(/[^\w.-]+/gu, "-")).join("-");
  const body = typeof content === "string" ? content : stream(content);
  return exchange.body(body, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${file}.csv"`,
  });
}

/** Text as it is read on the other side: nothing is made before it is asked for. */
function stream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
