import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { type Language, language as factsOf } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";

const style =
  ":root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}body{margin:2rem auto;max-width:34rem;padding:0 1rem}h1{font-size:1.5rem;line-height:1.25}";
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; frame-ancestors 'none'`;

/** The page that says that the portal is away, where there is no time for a page of the portal: 1 KB, rendered by nothing. */
export function awayPage(language: Language, retryAfter: number): Response {
  const t = translator(language);
  const page = html`<!doctype html>
    <html lang="${language}" dir="${factsOf(language).dir ?? "ltr"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t("errors.503.title")}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <h1>${t("errors.503.title")}</h1>
        <p>${t("errors.503.text")}</p>
      </body>
    </html>`;
  return new Response(page as string, {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Retry-After": String(retryAfter),
    },
  });
}
