import { raw } from "hono/html";
import { brand } from "#src/brand/brand.ts";
import { language as languageOf } from "#src/i18n/languages.ts";
import { piecesOf } from "#src/i18n/pieces.ts";
import { type Body, isQuotation, type Letter, linesOf } from "./letter.ts";

const { light, dark } = brand.colors;

// Colors stand inline for readers that drop the style sheet; it only adds the dark ones.
const style = raw(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .ground { background: ${dark.paper} !important; color: ${dark.text} !important; }
  .sheet { background: ${dark.page} !important; border-color: ${dark.line} !important; color: ${dark.text} !important; }
  .muted, .muted a { color: ${dark.muted} !important; }
  .mark { color: ${dark.primary} !important; }
  .name { color: ${dark.text} !important; }
  .button { background: ${dark.primary} !important; }
  .button a { color: ${dark.onPrimary} !important; }
  .quote { border-color: ${dark.line} !important; }
  .facts { background: ${dark.paper} !important; }
  .facts td { color: ${dark.text} !important; border-color: ${dark.line} !important; }
  .facts th { color: ${dark.muted} !important; border-color: ${dark.line} !important; }
  .code { background: ${dark.paper} !important; color: ${dark.text} !important; }
}
@media (max-width: 480px) {
  .sheet { padding: 24px 20px !important; }
  .act { width: 100% !important; }
  .button, .button a { display: block !important; text-align: center; }
  .facts th, .facts td { display: block !important; width: auto !important; }
  .facts th { padding: 8px 16px 0 !important; }
  .facts td { padding: 0 16px 8px !important; border-top: 0 !important; }
}`);

// Outlook on Windows knows no widest width, and puts Times for a font that it does not know.
const outlook = {
  style: raw(
    `<!--[if mso]><style>body,table,td,th,p,a,li{font-family:"Segoe UI",Arial,sans-serif !important}</style><![endif]-->`,
  ),
  open: raw(
    `<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->`,
  ),
  close: raw(`<!--[if mso]></td></tr></table><![endif]-->`),
};

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** The arc of the word mark from borders, since images may be blocked; Outlook, which draws no curves, leaves it out. */
const arc = (
  <span
    aria-hidden="true"
    style="display: inline-block; width: 38px; border-bottom: 2px solid; margin: 0 10px 2px 0; line-height: 0; vertical-align: baseline; mso-hide: all"
  >
    <span style="display: block; box-sizing: border-box; width: 28px; height: 11px; margin: 0 auto; border: 2px solid; border-bottom: 0; border-radius: 50% 50% 0 0 / 100% 100% 0 0; mso-hide: all"></span>
  </span>
);

/** As `MayBreak.astro`: an address breaks where it has parts. */
const mayBreak = (text: string) =>
  piecesOf(text).map(({ piece, goesOn }) => (
    <>
      {goesOn && <wbr />}
      {piece}
    </>
  ));

/** What the message is about, as a card of labels and values. */
function Card({ facts = {}, t }: Pick<Body, "facts"> & Pick<Letter, "t">) {
  const lines = linesOf(facts, t);
  if (!lines.length) return null;
  const cell =
    "overflow-wrap: anywhere; text-align: left; vertical-align: top; font-size: 15px; line-height: 1.4";
  return (
    <table
      class="facts"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style={`margin: 0 0 16px; table-layout: fixed; border-radius: 6px; background: ${light.paper}`}
    >
      {lines.map(([label, value], index) => {
        const line = index ? `border-top: 1px solid ${light.line}` : "";
        return (
          <tr>
            <th
              scope="row"
              width="38%"
              style={`padding: 8px 8px 8px 16px; font-weight: 400; color: ${light.muted}; ${cell}; ${line}`}
            >
              {label}
            </th>
            <td style={`padding: 8px 16px 8px 8px; color: ${light.text}; ${cell}; ${line}`}>
              {mayBreak(value)}
            </td>
          </tr>
        );
      })}
    </table>
  );
}

/** The message as HTML: on paper ground, one button, 600 px, readable without images and in the dark. */
export function asHtml(
  { subject, lead, code, facts, paragraphs = [], action, why, choices = [] }: Body,
  { t, language, to }: Letter,
) {
  const page = (
    <html lang={language} dir={languageOf(language).dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{style}</style>
        {outlook.style}
      </head>
      <body style={`margin: 0; background: ${light.paper}; color: ${light.text}`}>
        <div style="display: none; max-height: 0; overflow: hidden; mso-hide: all">{lead}</div>
        <table
          class="ground"
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border={0}
          style={`background: ${light.paper}; font: 17px/1.5 ${font}`}
        >
          <tr>
            <td align="center" style="padding: 24px 12px">
              {outlook.open}
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width: 600px; table-layout: fixed; overflow-wrap: break-word; text-align: left"
              >
                <tr>
                  <td
                    class="mark"
                    style={`padding: 0 8px 16px; font: 600 20px/1.2 ${font}; color: ${light.primary}`}
                  >
                    {arc}
                    <span class="name" style={`color: ${light.text}`}>
                      {brand.portal}
                    </span>
                  </td>
                </tr>
                <tr>
                  <td
                    class="sheet"
                    style={`padding: 32px 28px; background: ${light.page}; border: 1px solid ${light.line}; border-radius: 6px; font: 17px/1.5 ${font}; color: ${light.text}`}
                  >
                    <p style="margin: 0 0 16px">
                      {to.name
                        ? t("emails.common.greeting", { name: to.name })
                        : t("emails.common.greetingUnknown")}
                    </p>
                    <p style="margin: 0 0 16px; font-size: 19px; font-weight: 600; line-height: 1.4">
                      {lead}
                    </p>
                    {code && (
                      <p
                        class="code"
                        style={`margin: 0 0 16px; padding: 16px; border-radius: 6px; background: ${light.paper}; text-align: center; font: 600 32px/1.2 ${mono}; letter-spacing: 0.2em`}
                      >
                        {code}
                      </p>
                    )}
                    <Card facts={facts} t={t} />
                    {paragraphs.map((paragraph) =>
                      isQuotation(paragraph) ? (
                        <blockquote
                          class="quote"
                          style={`margin: 0 0 16px; padding: 4px 0 4px 16px; border-left: 4px solid ${light.line}`}
                        >
                          <div style="white-space: pre-line">{paragraph.quoted}</div>
                          <div class="muted" style={`font-size: 14px; color: ${light.muted}`}>
                            — {paragraph.by}
                          </div>
                        </blockquote>
                      ) : typeof paragraph === "string" ? (
                        <p style="margin: 0 0 16px">{paragraph}</p>
                      ) : (
                        paragraph.length > 0 && (
                          <ul style="margin: 0 0 16px; padding: 0 0 0 20px">
                            {paragraph.map((line) => (
                              <li style="margin: 0 0 8px">{line}</li>
                            ))}
                          </ul>
                        )
                      ),
                    )}
                    {action && (
                      <>
                        <table
                          role="presentation"
                          cellpadding="0"
                          cellspacing="0"
                          class="act"
                          style="margin: 24px 0; border-collapse: separate"
                        >
                          <tr>
                            <td
                              class="button"
                              style={`border-radius: 6px; background: ${light.primary}; mso-padding-alt: 12px 24px`}
                            >
                              <a
                                href={action.href}
                                style={`display: inline-block; padding: 12px 24px; font: 600 17px/1.3 ${font}; color: ${light.onPrimary}; text-decoration: none`}
                              >
                                {action.label}
                              </a>
                            </td>
                          </tr>
                        </table>
                        <p class="muted" style={`margin: 0; font-size: 14px; color: ${light.muted}`}>
                          {t("emails.common.linkBelow")}
                          <br />
                          <a href={action.href} style={`color: ${light.muted}; word-break: break-all`}>
                            {action.href}
                          </a>
                        </p>
                      </>
                    )}
                  </td>
                </tr>
                <tr>
                  <td
                    class="muted"
                    style={`padding: 20px 8px; font: 14px/1.5 ${font}; color: ${light.muted}`}
                  >
                    <p style="margin: 0 0 8px">{why}</p>
                    {choices.map(({ label, href }) => (
                      <p style="margin: 0 0 8px">
                        <a href={href} style={`color: ${light.muted}`}>
                          {label}
                        </a>
                      </p>
                    ))}
                    <p style="margin: 0 0 8px">{t("emails.common.questions")}</p>
                    <p style="margin: 0 0 8px">{t("emails.common.language")}</p>
                    <p style="margin: 0">{t("emails.common.signature")}</p>
                  </td>
                </tr>
              </table>
              {outlook.close}
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
}
