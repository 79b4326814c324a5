import { sayOperator } from "#src/settings/operator.ts";
import type { Exchange } from "./exchange.ts";

/** The page of a legal text, in which whoever runs the portal is said by the settings; one file serves all operators. */
export async function sayWhoRuns(
  { var: { settings, language } }: Exchange,
  page: Response,
): Promise<Response> {
  const headers = new Headers(page.headers);
  // It is not the file's own content any more.
  for (const name of ["ETag", "Content-Length"]) headers.delete(name);
  const { status } = page;
  return new Response(sayOperator(await page.text(), settings.operator, language), { status, headers });
}
