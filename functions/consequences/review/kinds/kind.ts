import type { ReviewRow } from "#db/queries/review.ts";
import type { PersonId } from "#src/domain/ids.ts";
import type { reviewDecisions, ReviewKind } from "#src/domain/review.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { Accepted, Fields } from "#functions/command/command.ts";
import type { ReviewRecords } from "#functions/standing/review.ts";

/** An agent in front of a review that is still to be decided. */
export interface Case {
  readonly review: ReviewRow;
  readonly agent: Person;
  readonly records: ReviewRecords;
  /** As it was typed, several lines; empty: none. */
  readonly comment: string;
  readonly fields: Fields;
}

/** What follows from the decision besides the review's own change. `personId`: whom it turned out to be about. */
export type Consequences = Pick<Accepted, "writes" | "audit" | "mail"> & { readonly personId?: PersonId };

export type Decide = (of: Case, context: Context) => Consequences;

/** What a kind of review does for each decision that it has; asking is the same for all. */
export type Deciding<K extends ReviewKind> = Readonly<
  Record<Exclude<(typeof reviewDecisions)[K][number], "ask">, Decide>
>;

/** Whom the review is about, as a reader of e-mails. */
export const readerOf = ({ email, name, language }: ReviewRow): Reader => ({
  email: email ?? "",
  name: name ?? "",
  language,
});
