import { raw } from "hono/html";
import { brand } from "../../src/brand.ts";
import type { Body, Letter } from "./letter.ts";

const style = raw(`
:root { color-scheme: light dark; }
body { margin: 0; background: #f7f5f0; color: #14213a; font: 17px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
a { color: #0a5866; }
.sheet { background: #ffffff; border: 1px solid #d9d5ca; border-radius: 6px; }
.muted, .muted a { color: #4a5568; }
.mark { color: #0a5866; }
.button { background: #0a5866; color: #ffffff !important; }
.code { background: #f7f5f0; color: #14213a; }
@media (prefers-color-scheme: dark) {
  body { background: #16212d !important; color: #eaf0f4 !important; }
  a { color: #8ad4e0 !important; }
  .sheet { background: #0e1620 !important; border-color: #2b3846 !important; }
  .muted, .muted a { color: #b4c0cc !important; }
  .mark { color: #7fd1de !important; }
  .button { background: #7fd1de !important; color: #06222a !important; }
  .code { background: #16212d !important; color: #eaf0f4 !important; }
}`);

const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace";

/** The message as HTML: on paper ground, one button, 600 px, readable without images and in the dark. */
export function asHtml(
  { subject, lead, code, paragraphs = [], action, why }: Body,
  { t, language, to }: Letter,
) {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style>{style}</style>
      </head>
      <body>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
          <tr>
            <td align="center" style="padding: 24px 12px">
              <table
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width: 600px"
              >
                <tr>
                  <td class="mark" style="padding: 0 8px 16px; font-size: 20px; font-weight: 600">
                    <span aria-hidden="true" style="letter-spacing: -0.1em">
                      ⌒&nbsp;
                    </span>{" "}
                    {brand.portal}
                  </td>
                </tr>
                <tr>
                  <td class="sheet" style="padding: 32px 28px">
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
                        style={`margin: 0 0 16px; padding: 16px; border-radius: 6px; text-align: center; font: 600 32px/1.2 ${mono}; letter-spacing: 0.2em`}
                      >
                        {code}
                      </p>
                    )}
                    {paragraphs.map((paragraph) => (
                      <p style="margin: 0 0 16px">{paragraph}</p>
                    ))}
                    {action && (
                      <>
                        <p style="margin: 24px 0">
                          <a
                            class="button"
                            href={action.href}
                            style="display: inline-block; padding: 12px 24px; border-radius: 6px; font-weight: 600; text-decoration: none"
                          >
                            {action.label}
                          </a>
                        </p>
                        <p class="muted" style="margin: 0; font-size: 14px">
                          {t("emails.common.linkBelow")}
                          <br />
                          <a href={action.href} style="word-break: break-all">
                            {action.href}
                          </a>
                        </p>
                      </>
                    )}
                  </td>
                </tr>
                <tr>
                  <td class="muted" style="padding: 20px 8px; font-size: 14px">
                    <p style="margin: 0 0 8px">{why}</p>
                    <p style="margin: 0 0 8px">{t("emails.common.questions")}</p>
                    <p style="margin: 0 0 8px">{t("emails.common.language")}</p>
                    <p style="margin: 0">{t("emails.common.signature")}</p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
}
