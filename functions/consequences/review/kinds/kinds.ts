import type { ReviewKind } from "#src/domain/review.ts";
import { accessRequest } from "./access-request.ts";
import { addressLeft } from "./address-left.ts";
import { association } from "./association.ts";
import { feedback } from "./feedback.ts";
import { identifierChange } from "./identifier-change.ts";
import { identifier } from "./identifier.ts";
import type { Deciding } from "./kind.ts";
import { reclaim } from "./reclaim.ts";
import { registration } from "./registration.ts";
import { vacancy } from "./vacancy.ts";

/** What can be reviewed: for each kind its file, and in it what each decision does. */
export const kinds = {
  registration,
  accessRequest,
  reclaim,
  vacancy,
  identifier,
  association,
  identifierChange,
  addressLeft,
  feedback,
} satisfies {
  [K in ReviewKind]: Deciding<K>;
};
