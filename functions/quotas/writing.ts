import type { Result, SQL } from "#db/builder.ts";
import { type Budget, causedBy, mayCause } from "#db/queries/budget.ts";
import { emailOf } from "#db/queries/person.ts";
import { companyDomain } from "#src/domain/domain-identifier.ts";
import { domainOf, mailboxOf } from "#src/domain/email.ts";
import { type Consequences, hold } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { refusalFor, waitIn } from "./quota.ts";
import { writing } from "./quotas.ts";

type Causer = Pick<Person, "id" | "email"> | null;
type Caused = { readonly caused: Result<ReturnType<typeof causedBy>> };

const companyOf = (email: string) => companyDomain(domainOf(email)) ?? domainOf(email);

/** A mailbox as it is kept of those who want nothing more. */
export const mailboxHash = (email: string) => sha256(mailboxOf(email));

/** On whose budget a message goes to a reader. */
export function budgetOf(
  reader: string,
  causer: Causer,
  asked: boolean,
  { now }: Pick<Context, "now">,
): Budget {
  const company = causer && companyOf(causer.email);
  const allowance = (of: keyof typeof writing.windows) => ({
    most: writing.windows[of].most,
    since: now - writing.windows[of].length,
  });
  return {
    asked,
    mailbox: mailboxOf(reader),
    mailboxHash: mailboxHash(reader),
    causer: causer?.id ?? null,
    company,
    outside: company !== companyOf(reader),
    allowed: {
      toOne: allowance("toOne"),
      toOneFromOutside: allowance("toOneFromOutside"),
      byOne: allowance("byOne"),
      byCompany: allowance("byCompany"),
    },
  };
}

/** What whoever asks has caused, for what does nothing but name and write to people. */
export const causing = {
  read: (context: Context) => {
    const me: SQL = asker(context);
    return { caused: causedBy(me, emailOf(me), context.now - writing.windows.byOne.length) };
  },

  /** Refuses somebody, or somebody's company, that has had so much sent today; it must still hold when it is written. */
  take({ caused }: Caused, person: Person, context: Context): Consequences {
    const times = (by: "one" | "company") => caused.filter((one) => one.by === by).map(({ at }) => at);
    const { byOne, byCompany } = writing.windows;
    const wait = Math.max(
      waitIn(byOne, times("one"), context.now),
      waitIn(byCompany, times("company"), context.now),
    );
    if (wait > 0) throw refusalFor(wait, writing.sentence);
    return hold(mayCause(budgetOf(person.email, person, false, context)));
  },
};
