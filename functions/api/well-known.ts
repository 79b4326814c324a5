import { Hono } from "hono";
import { brand } from "#src/brand/brand.ts";
import { window } from "#src/domain/limits.ts";
import { address } from "#src/i18n/addresses.ts";
import { type Language, languages } from "#src/i18n/languages.ts";
import type { Env } from "#functions/http/exchange.ts";
import { publicPages } from "#src/public-pages.ts";

const anHour = { "Cache-Control": "public, max-age=3600" };
const codes = languages.map(({ code }) => code);

/** What programs ask of any site: search engines, a phone's home screen, and whoever has found a weakness. */
export const wellKnown = new Hono<Env>()
  .get("/robots.txt", ({ text, var: { settings } }) =>
    text(
      `User-agent: *\nDisallow: /*/link/\nDisallow: /unsubscribe/\n\nSitemap: ${settings.url}/sitemap.xml\n`,
      200,
      anHour,
    ),
  )
  .get("/sitemap.xml", ({ body, var: { settings } }) =>
    body(sitemap(settings.url), 200, { ...anHour, "Content-Type": "application/xml; charset=utf-8" }),
  )
  .get("/.well-known/security.txt", ({ text, var: { settings, context } }) =>
    text(securityText(settings.url, context.realNow), 200, anHour),
  )
  .get("/manifest.webmanifest", ({ body }) =>
    body(JSON.stringify(manifest), 200, { ...anHour, "Content-Type": "application/manifest+json" }),
  );

/** Each public page in each language, and where the others are (sitemaps.org 0.9, with links of XHTML). */
function sitemap(url: string): string {
  const at = (code: Language, page: string) => url + address(code, page);
  const entries = publicPages.flatMap((page) => {
    const links = codes.map(
      (code) => `<xhtml:link rel="alternate" hreflang="${code}" href="${at(code, page)}"/>`,
    );
    return codes.map((code) => `<url><loc>${at(code, page)}</loc>${links.join("")}</url>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${entries.join("\n")}
</urlset>
`;
}

/** Where a weakness is reported (RFC 9116); what it says may be relied on for half a year from now. */
const securityText = (url: string, now: number) =>
  [
    `Contact: mailto:${brand.support}`,
    `Expires: ${new Date(now + 180 * window.day).toISOString()}`,
    `Preferred-Languages: ${codes.join(", ")}`,
    `Canonical: ${url}/.well-known/security.txt`,
    "",
  ].join("\n");

const { page, paper } = brand.colors.light;

const manifest = {
  name: `${brand.portal} – ${brand.provider}`,
  short_name: brand.portal,
  start_url: "/",
  display: "browser",
  background_color: page,
  theme_color: paper,
  icons: [
    { src: "/favicon.svg", type: "image/svg+xml", sizes: "any" },
    { src: "/icon-192.png", type: "image/png", sizes: "192x192" },
    { src: "/icon-512.png", type: "image/png", sizes: "512x512" },
  ],
};
