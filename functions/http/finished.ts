import { isolated } from "#src/i18n/direction.ts";
import { language as facts } from "#src/i18n/languages.ts";
import { sayOperator } from "#src/settings/operator.ts";
import type { Exchange } from "./exchange.ts";

/** A page as it leaves: what people wrote is isolated where it runs against the language of the page. */
export async function finished({ var: { language } }: Exchange, page: Response): Promise<Response> {
  return changed(page, isolated(await page.text(), facts(language).dir));
}

/** A text of ours that says who runs the portal, whom the settings name, so that one build serves all operators. */
export async function saidBy({ var: { settings, language } }: Exchange, text: Response): Promise<Response> {
  return changed(text, sayOperator(await text.text(), settings.operator, language));
}

/** The answer with another content. */
function changed({ status, headers }: Response, html: string): Response {
  const own = new Headers(headers);
  for (const name of ["ETag", "Content-Length"]) own.delete(name);
  return new Response(html, { status, headers: own });
}
