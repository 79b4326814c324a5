import type { Statement } from "#db/builder.ts";
import { addBudgeted } from "#db/queries/budget.ts";
import { addMessage } from "#db/queries/outbox.ts";
import { brand } from "#src/brand/brand.ts";
import type { LinkId, OperationId } from "#src/domain/ids.ts";
import { priorities } from "#src/domain/message.ts";
import { isolated } from "#src/i18n/direction.ts";
import { formats } from "#src/i18n/formats.ts";
import { firstOfOurs, language as facts } from "#src/i18n/languages.ts";
import { translator } from "#src/i18n/translator.ts";
import type { Context } from "#functions/context/context.ts";
import { keyOf, type Stoppable } from "#functions/context/unsubscribe.ts";
import { budgetOf, type Causer } from "./budget.ts";
import { invitation } from "./invitation.ts";
import { asHtml } from "./layout.tsx";
import type { Body, Letter, MessageTemplate, Reader } from "./letter.ts";
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

/**
 * The row that puts a message, rendered as it will leave, into the outbox: at once, later, or not at all, as the budget
 * decides at that instant (SECURITY.md 11). What somebody is sent about own doings is on nobody's budget.
 */
export function addToOutbox(
  mail: Mail,
  operationId: OperationId | null,
  context: Context,
  causer: Causer = null,
): Statement {
  const { settings, now, realNow, newId } = context;
  const language = firstOfOurs(mail.to.language, settings.language);
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
  const template = templates[mail.template] as MessageTemplate<unknown>;
  const body = template.write(mail.params, letter);
  const row = {
    id,
    template: mail.template,
    recipient: mail.to.email,
    language,
    priority: priorities[template.priority],
    ...written(body, letter),
    linkId: mail.linkId,
    unsubscribe: mail.unsubscribe && keyOf(mail.unsubscribe),
    sealedCode: mail.sealedCode,
    expiresAt: mail.expiresAt,
    operationId,
    state: "queued" as const,
    dueAt: realNow,
    createdAt: now,
    changedAt: now,
  };
  const isAgent = ({ email }: Pick<Reader, "email">) => settings.agents.includes(email);
  if (template.priority === "code" || template.last || mail.to.email === causer?.email)
    return addMessage({ ...row, brief: template.last ?? false });

  const asked = !template.unasked?.(mail.params);
  const budget = budgetOf(mail.to.email, causer, asked, context);
  const invites = template.invites?.(mail.params);
  const mailboxHash = budget.mailboxHashes[0] ?? "";
  return addBudgeted(
    {
      row,
      isKnown: isAgent(mail.to) || (asked && causer !== null && isAgent(causer)),
      inAnyCase: template.inAnyCase === true,
      invitation: invites
        ? {
            ...written(invitation(invites, inviterOf(causer, settings), body, letter), letter),
            unsubscribe: keyOf({ kind: "invitation", mailboxHash }),
            again: invites.again === true,
          }
        : null,
    },
    budget,
  );
}

const written = (body: Body, letter: Letter) => ({
  subject: body.subject,
  html: isolated(asHtml(body, letter), facts(letter.language).dir),
  text: asText(body, letter),
});

/** How somebody who never signed in is told who invites: by address, since a name is what anybody likes to type. */
const inviterOf = (causer: Causer, { agents }: Context["settings"]) =>
  causer === null || agents.includes(causer.email) ? brand.provider : causer.email;
