import type { Result } from "#db/builder.ts";
import { mustChange, type Write } from "#db/client.ts";
import { changesOf, countChanges } from "#db/queries/record.ts";
import { companyOf } from "#src/domain/domain-identifier.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import { limits, window } from "#src/domain/limits.ts";
import { throttled } from "#src/domain/refusal.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import type { Accepted, Refused } from "./decision.ts";
import { askerEmail, askerMailbox, type Load, type Loaded } from "./query.ts";

/** What somebody's changes are counted of. */
interface Counted {
  readonly subject: string;
  readonly most: number;
}

/**
 * What people change in a day (UTC), counted as the rows of the record that it makes, in the batch that makes them (SECURITY.md 11).
 */
export const changing = {
  read: (context: Context): Load =>
    typeof context.session === "object"
      ? { changesToday: changesOf(askerMailbox(context), askerEmail(context), dayOf(context)) }
      : {},

  /** Counts a decision, and refuses what would come on top of too much; should others have used it up meanwhile, the world has moved. */
  take(loaded: Loaded<Load>, actor: Actor, decision: Accepted | Refused, context: Context): Write[] {
    if ("refusal" in decision) return [];
    const isUsedUp = ({ subject, most }: Counted) =>
      (loaded["changesToday"] as Changes).some((one) => one.subject === subject && one.times >= most);
    if (countedOf(actor, context).some(isUsedUp)) throw tooMuch(context);
    return changing.count(actor, Math.max(decision.audit.length, 1), context);
  },

  /** Counts so many rows; where it is used up, the batch fails. */
  count: (actor: Actor, rows: number, context: Context): Write[] =>
    countedOf(actor, context).map(({ subject, most }) =>
      mustChange(countChanges(subject, dayOf(context), rows, most)),
    ),
};

type Changes = Result<ReturnType<typeof changesOf>>;

/**
 * Agents are not counted: they are few, the provider's own, and others wait for what they do. Whoever has a personal address is of no
 * company: strangers would use up what everybody has.
 */
function countedOf(actor: Actor, { settings }: Context): readonly Counted[] {
  if (typeof actor === "string" || settings.agents.includes(actor.email)) return [];
  const own = { subject: mailboxOf(actor.email), most: limits.changes.byOne };
  if (isPersonalEmail(actor.email)) return [own];
  return [own, { subject: companyOf(actor.email), most: limits.changes.byCompany }];
}

const dayOf = ({ now }: Pick<Context, "now">) => now - (now % window.day);

function tooMuch(context: Context) {
  const seconds = Math.ceil((dayOf(context) + window.day - context.now) / 1000);
  return throttled("form", seconds, {
    key: "errors.tooManyChanges",
    params: { count: Math.ceil(seconds / 3600) },
  });
}
