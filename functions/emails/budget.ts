import type { Budget } from "#db/queries/budget.ts";
import { companyOf } from "#src/domain/domain-identifier.ts";
import { mailboxOf } from "#src/domain/email.ts";
import { limits, window } from "#src/domain/limits.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { mailboxMark } from "#functions/context/secrets.ts";

/** Who causes a message, as far as it is somebody. */
export type Causer = Pick<Person, "id" | "email"> | null;

/** A mailbox as it is kept of those who want nothing more: by each of the portal's secrets, the newest first. */
export const mailboxHashes = (secrets: readonly string[], email: string) =>
  secrets.map((secret) => mailboxMark(secret, mailboxOf(email)));

/** On whose budget a message goes to a reader (SECURITY.md 11); `asked`: the reader has asked for it. */
export function budgetOf(
  reader: string,
  causer: Causer,
  asked: boolean,
  { now, settings }: Pick<Context, "now" | "settings">,
): Budget {
  const company = causer && companyOf(causer.email);
  const { toOne, toOneFromOutside, byOne, byCompany } = limits.mail;
  const daily = (most: number) => ({ most, since: now - window.day });
  return {
    asked,
    mailbox: mailboxOf(reader),
    mailboxHashes: mailboxHashes(settings.secrets, reader),
    causer: causer?.id ?? null,
    causerMailbox: causer && mailboxOf(causer.email),
    company,
    outside: company !== companyOf(reader),
    allowed: {
      toOne: daily(toOne),
      toOneFromOutside: daily(toOneFromOutside),
      byOne: daily(byOne),
      byCompany: daily(byCompany),
    },
  };
}
