import { type LinkPurpose, purposeOf } from "#src/domain/link.ts";
import { acceptNomination } from "./accept-nomination.ts";
import { acceptTerms } from "./accept-terms.ts";
import { activateAccount } from "./activate-account.ts";
import { answerQuestion } from "./answer-question.ts";
import { changeAddress } from "./change-address.ts";
import { confirmAddress } from "./confirm-address.ts";
import { decideRequest } from "./decide-request.ts";
import { objectToChange } from "./object-to-change.ts";
import { objectToReclaim } from "./object-to-reclaim.ts";

/** What a link can be about, by its purpose. */
export const matters = {
  confirmAddress,
  acceptTerms,
  decideRequest,
  answerQuestion,
  objectToReclaim,
  activateAccount,
  acceptNomination,
  changeAddress,
  objectToChange,
} satisfies Record<LinkPurpose, object>;

/** What the link with this token is about, by the letter that it begins with; null for a token that is none of ours. */
export function matterOf(token: string) {
  const purpose = purposeOf(token);
  return purpose && matters[purpose];
}
