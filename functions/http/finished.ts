import { isolated } from "#src/i18n/direction.ts";
import { language as facts } from "#src/i18n/languages.ts";
import { sayOperator } from "#src/settings/operator.ts";
import type { Exchange } from "./exchange.ts";

/**
 * A page as it leaves: what people wrote is isolated where it runs against the language of the page, and whoever runs the portal is said by
 * the settings, so that one build serves all operators.
 */
export async function finished({ var: { settings, language } }: Exchange, page: Response): Promise<Response> {
  const { status } = page;
  const headers = new Headers(page.headers);
  // It is not the file's own content any more.
  for (const name of ["ETag", "Content-Length"]) headers.delete(name);
  const html = isolated(await page.text(), facts(language).dir);
  return new Response(sayOperator(html, settings.operator, language), { status, headers });
}
