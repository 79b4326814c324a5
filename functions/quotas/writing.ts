import type { Result } from "#db/builder.ts";
import { causedBy, mayCause } from "#db/queries/budget.ts";
import { type Consequences, hold } from "#functions/command/consequences.ts";
import { askerEmail, askerMailbox } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { budgetOf } from "#functions/emails/budget.ts";
import { refusalFor, waitIn } from "./quota.ts";
import { writing } from "./quotas.ts";

interface Caused {
  readonly caused: Result<ReturnType<typeof causedBy>>;
}

/** What whoever asks has had sent, for what does nothing but name people and write to them. */
export const causing = {
  read: (context: Context) => {
    return { caused: causedBy(askerMailbox(context), askerEmail(context), context.now - writing.one.length) };
  },

  /** Refuses whoever, alone or with all of the company, has had too much sent; it must still hold when it is written. */
  take({ caused }: Caused, person: Person, context: Context): Consequences {
    const waits = (["one", "company"] as const).map((by) =>
      waitIn(
        writing[by],
        caused.filter((one) => one.by === by).map(({ at }) => at),
        context.now,
      ),
    );
    const wait = Math.max(...waits);
    if (wait > 0) throw refusalFor(wait, writing.sentence);
    return hold(mayCause(budgetOf(person.email, person, false, context)));
  },
};
