import { html, raw } from "hono/html";
import { messagesTo } from "#db/queries/outbox.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { unseal } from "#functions/context/secrets.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { fill } from "#functions/relays/outbox.ts";

const statusOf = { queued: "queued", sending: "queued", dropped: "set-aside" } as Record<string, string>;
const address = /https?:\/\/[^\s<>"]+/gu;

async function messages(exchange: Exchange) {
  const { settings, context } = exchange.var;
  const to = exchange.req.query("to");
  const { rows } = await context.database.read({
    rows: messagesTo(to ? (normalizeEmail(to) ?? to) : null, 200),
  });
  return rows.flatMap(({ message, link }) => {
    const filled = fill(settings, message, link);
    if (!filled) return [];
    return {
      id: message.id,
      to: message.recipient,
      from: settings.mail.from,
      template: message.template,
      language: message.language,
      subject: filled.subject,
      text: filled.text,
      html: filled.html,
      headers: filled.headers ?? {},
      createdAt: new Date(message.createdAt).toISOString(),
      status: statusOf[message.state] ?? message.state,
      links: [...new Set(filled.text.match(address) ?? [])],
      code: message.sealedCode ? unseal(settings.secrets, "code", message.sealedCode) : null,
    };
  });
}

/** `/dev/mail.json`: every message, newest first, as its reader gets it. */
export const mailList = async (exchange: Exchange) => exchange.json(await messages(exchange));

/** `/dev/mail`: the mailbox, for people. */
export async function mailbox(exchange: Exchange) {
  const all = await messages(exchange);
  return exchange.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <meta http-equiv="refresh" content="15" />
          <title>Mailbox</title>
          <style>
            :root {
              color-scheme: light dark;
              font:
                1rem/1.5 system-ui,
                sans-serif;
            }
            body {
              max-width: 60rem;
              margin: 2rem auto;
              padding: 0 1rem;
            }
            details {
              border-top: 1px solid #8888;
              padding: 0.75rem 0;
            }
            summary {
              cursor: pointer;
            }
            small {
              opacity: 0.75;
            }
            iframe {
              width: 100%;
              height: 36rem;
              border: 1px solid #8888;
              border-radius: 6px;
              background: #fff;
            }
            pre {
              white-space: pre-wrap;
              overflow-wrap: anywhere;
            }
          </style>
        </head>
        <body>
          <h1>Mailbox</h1>
          <p>Every message that the portal sends, newest first. Nothing leaves this machine.</p>
          ${all.length ? "" : html`<p>No message yet.</p>`}
          ${all.map(
            (mail) =>
              html`<details>
                <summary>
                  <strong>${mail.subject}</strong><br />
                  <small
                    >to ${mail.to} · ${mail.template} · ${mail.language} · ${mail.status} ·
                    ${mail.createdAt}</small
                  >
                </summary>
                <p>
                  ${mail.links.map((one, at) => html`<a href="${one}">${at ? one : html`<b>${one}</b>`}</a><br />`)}
                </p>
                <iframe title="${mail.subject}" src="/dev/mail/${mail.id}" loading="lazy"></iframe>
                <pre>${mail.text}</pre>
              </details>`,
          )}
        </body>
      </html>`,
  );
}

/** `/dev/mail/{id}`: one message as HTML. */
export async function oneMessage(exchange: Exchange) {
  const found = (await messages(exchange)).find(({ id }) => id === exchange.req.param("id"));
  return found ? exchange.html(raw(found.html)) : exchange.text("no such message", 404);
}
