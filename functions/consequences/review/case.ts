import type { ReviewRow } from "#db/queries/review.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
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

/** Whom the review is about, as a reader of e-mails. */
export const readerOf = ({ email, name, language }: ReviewRow): Reader => ({
  email: email ?? "",
  name: name ?? "",
  language,
});
