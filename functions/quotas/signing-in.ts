import type { Result } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { countChanges, timesOf } from "#db/queries/record.ts";
import { companyOf } from "#src/domain/domain-identifier.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import { limits, window } from "#src/domain/limits.ts";
import type { Context } from "#functions/context/context.ts";
import { refusalFor } from "./quota.ts";

const { byOne, byCompany } = limits.signIns;

type Where = Pick<Context, "now" | "settings">;

/**
 * Sign-ins of a day (UTC), each of which is a message and stays on record for ever (SECURITY.md 6.1): of a mailbox, and of all of a
 * company. Only whoever reads the mailbox makes any, so that nobody uses up another's; agents are not counted.
 */
export const signingIn = {
  read: (email: string, context: Where) => ({
    signIns: timesOf(
      countedOf(email, context).map(({ subject }) => subject),
      dayOf(context),
    ),
  }),

  isUsedUp: (email: string, { signIns }: Read, context: Where) =>
    countedOf(email, context).some(({ subject, most }) =>
      signIns.some((one) => one.subject === subject && one.times >= most),
    ),

  /** Refuses one more, and says when there may be. */
  check(email: string, read: Read, context: Where): void {
    if (!signingIn.isUsedUp(email, read, context)) return;
    const wait = dayOf(context) + window.day - context.now;
    throw refusalFor(wait, { field: "email", key: "signIn.errors.tooManySignIns", unit: "hours" });
  },

  /** Counts one; where others have used it up meanwhile, the batch fails. */
  count: (email: string, context: Where): Write[] =>
    countedOf(email, context).map(({ subject, most }) =>
      mustChange(countChanges(subject, dayOf(context), 1, most)),
    ),
};

interface Read {
  readonly signIns: Result<ReturnType<typeof timesOf>>;
}

function countedOf(email: string, { settings }: Where) {
  if (settings.agents.includes(email)) return [];
  const own = { subject: `${mailboxOf(email)} sign-in`, most: byOne };
  return isPersonalEmail(email) ? [own] : [own, { subject: `${companyOf(email)} sign-in`, most: byCompany }];
}

const dayOf = ({ now }: Pick<Context, "now">) => now - (now % window.day);
