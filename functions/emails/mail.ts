import { addMessage } from "#db/queries/outbox.ts";
import type { LinkId, OperationId } from "#src/domain/ids.ts";
import { priorities } from "#src/domain/message.ts";
import { formats } from "#src/i18n/formats.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Context } from "#functions/context/context.ts";
import { keyOf, type Stoppable } from "#functions/context/unsubscribe.ts";
import { asHtml } from "./layout.tsx";
import type { MessageTemplate, Reader } from "./letter.ts";
import { type ParamsOf, type Template, templates } from "./templates.ts";
import { asText } from "./text.ts";

/**
 * Where the token of a link and a sign-in code are put in when a message leaves: neither is ever stored. The row's
 * random id is part of it, so that nothing that people write can stand for them.
 */
export const placeholders = (id: string) => ({
  token: `~link~${id}~`,
  code: `~code~${id}~`,
  unsubscribe: `~stop~${id}~`,
});

/** A message to somebody; its sentences are those of its template in the reader's language. */
export type Mail = {
  [T in Template]: {
    /** Where the matter has to find its message again. */
    readonly id?: string;
    readonly template: T;
    readonly to: Reader;
    readonly params: ParamsOf<T>;
    /** The link that it carries, if any. */
    readonly linkId?: LinkId;
    /** What its reader can stop with one click. */
    readonly unsubscribe?: Stoppable;
    readonly sealedCode?: string;
    /** Of no use after this instant. */
    readonly expiresAt?: number;
  };
}[Template];

/** The row that puts a message, rendered as it will leave, into the outbox. */
export function addToOutbox(
  mail: Mail,
  operationId: OperationId | null,
  { settings, now, realNow, newId }: Context,
) {
  const language = mail.to.language ?? settings.language;
  const id = mail.id ?? newId();
  const { token, code, unsubscribe } = placeholders(id);
  const letter = {
    t: translator(language),
    formats: formats(language, settings.timeZone),
    language,
    to: mail.to,
    url: (path: string) => `${settings.url}/${language}/${path}`,
    link: `${settings.url}/${language}/link/${token}`,
    unsubscribe: `${settings.url}/${language}/unsubscribe/${unsubscribe}`,
    code,
  };
  const { priority, write } = templates[mail.template] as MessageTemplate<unknown>;
  const body = write(mail.params, letter);
  return addMessage({
    id,
    template: mail.template,
    recipient: mail.to.email,
    language,
    priority: priorities[priority],
    subject: body.subject,
    html: asHtml(body, letter),
    text: asText(body, letter),
    linkId: mail.linkId,
    unsubscribe: mail.unsubscribe && keyOf(mail.unsubscribe),
    sealedCode: mail.sealedCode,
    expiresAt: mail.expiresAt,
    operationId,
    state: "queued",
    dueAt: realNow,
    createdAt: now,
    changedAt: now,
  });
}
