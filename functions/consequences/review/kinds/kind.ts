import type { PersonId } from "#src/domain/ids.ts";
import type { reviewDecisions, ReviewKind } from "#src/domain/review.ts";
import type { Consequences } from "#functions/command/consequences.ts";
import type { Case } from "#functions/consequences/review/case.ts";
import type { Context } from "#functions/context/context.ts";

/** What follows from the decision besides the review's own change. `personId`: whom it turned out to be about. */
export type Decided = Consequences & { readonly personId?: PersonId };

export type Decide = (of: Case, context: Context) => Decided;

/** What a kind of review does for each decision that it has; asking is the same for all. */
export type Deciding<K extends ReviewKind> = Readonly<
  Record<Exclude<(typeof reviewDecisions)[K][number], "ask">, Decide>
>;
