import { acceptTerms } from "./accept-terms.ts";
import { confirmAddress } from "./confirm-address.ts";
import { answerReceived } from "./answer-received.ts";
import { customerAdministratorGranted } from "./customer-administrator-granted.ts";
import { handOver } from "./hand-over.ts";
import { informationAsked } from "./information-asked.ts";
import { requestToDecide } from "./request-to-decide.ts";
import { reviewWaiting } from "./review-waiting.ts";
import { signInCode } from "./sign-in-code.ts";
import { underReview } from "./under-review.ts";
import { welcome } from "./welcome.ts";

/** Every message that the portal sends, by the name that operators see (contract.md, Template names). */
export const templates = {
  "sign-in-code": signInCode,
  "hand-over": handOver,
  "confirm-address": confirmAddress,
  welcome,
  "customer-administrator-granted": customerAdministratorGranted,
  "accept-terms": acceptTerms,
  "request-to-decide": requestToDecide,
  "information-asked": informationAsked,
  "answer-received": answerReceived,
  "under-review": underReview,
  "review-waiting": reviewWaiting,
};

export type Template = keyof typeof templates;
