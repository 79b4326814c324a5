import { acceptTerms } from "./accept-terms.ts";
import { accessChanged } from "./access-changed.ts";
import { accessDenied } from "./access-denied.ts";
import { accessGranted } from "./access-granted.ts";
import { accountActivated } from "./account-activated.ts";
import { accountDeclined } from "./account-declined.ts";
import { accountOvertaken } from "./account-overtaken.ts";
import { accountExpired } from "./account-expired.ts";
import { accountExpiring } from "./account-expiring.ts";
import { accountToActivate } from "./account-to-activate.ts";
import { addressChange } from "./address-change.ts";
import { addressLeft } from "./address-left.ts";
import { addressChanged } from "./address-changed.ts";
import { administratorChanged } from "./administrator-changed.ts";
import { agentSuspended } from "./agent-suspended.ts";
import { alertRaised } from "./alert-raised.ts";
import { apiKeyChanged } from "./api-key-changed.ts";
import { answerReceived } from "./answer-received.ts";
import { collectorSilent } from "./collector-silent.ts";
import { confirmAddress } from "./confirm-address.ts";
import { customerAdministratorGranted } from "./customer-administrator-granted.ts";
import { dataErased } from "./data-erased.ts";
import { handOver } from "./hand-over.ts";
import { informationAsked } from "./information-asked.ts";
import { nominated } from "./nominated.ts";
import { nomineeAnswered } from "./nominee-answered.ts";
import { passkeysChanged } from "./passkeys-changed.ts";
import { reminderToDecide } from "./reminder-to-decide.ts";
import { reportDigest } from "./report-digest.ts";
import { requestOpenedToYou } from "./request-opened-to-you.ts";
import { requestToDecide } from "./request-to-decide.ts";
import { reviewOutcome } from "./review-outcome.ts";
import { reviewWaiting } from "./review-waiting.ts";
import { reviewsWaiting } from "./reviews-waiting.ts";
import { seatReclaimed } from "./seat-reclaimed.ts";
import { signInCode } from "./sign-in-code.ts";
import { signInCodesUsedUp } from "./sign-in-codes-used-up.ts";
import { accessRestored } from "./access-restored.ts";
import { feedbackAnswered } from "./feedback-answered.ts";
import { accessSuspended } from "./access-suspended.ts";
import { summary } from "./summary.ts";
import { underReview } from "./under-review.ts";
import { welcome } from "./welcome.ts";

/** Every message that the portal sends, by the name that operators see (functions/README.md, Template names). */
export const templates = {
  "sign-in-code": signInCode,
  "sign-in-codes-used-up": signInCodesUsedUp,
  "hand-over": handOver,
  "confirm-address": confirmAddress,
  welcome,
  "customer-administrator-granted": customerAdministratorGranted,
  "accept-terms": acceptTerms,
  "request-to-decide": requestToDecide,
  "reminder-to-decide": reminderToDecide,
  "access-granted": accessGranted,
  "access-denied": accessDenied,
  "request-opened-to-you": requestOpenedToYou,
  "seat-reclaimed": seatReclaimed,
  "information-asked": informationAsked,
  "answer-received": answerReceived,
  "under-review": underReview,
  "review-waiting": reviewWaiting,
  "reviews-waiting": reviewsWaiting,
  "account-to-activate": accountToActivate,
  "account-activated": accountActivated,
  "account-declined": accountDeclined,
  "account-overtaken": accountOvertaken,
  "account-expiring": accountExpiring,
  "account-expired": accountExpired,
  nominated,
  "nominee-answered": nomineeAnswered,
  "review-outcome": reviewOutcome,
  "access-changed": accessChanged,
  "passkeys-changed": passkeysChanged,
  "api-key-changed": apiKeyChanged,
  "address-change": addressChange,
  "address-changed": addressChanged,
  "address-left": addressLeft,
  "access-suspended": accessSuspended,
  "feedback-answered": feedbackAnswered,
  "access-restored": accessRestored,
  "agent-suspended": agentSuspended,
  "administrator-changed": administratorChanged,
  "alert-raised": alertRaised,
  "report-digest": reportDigest,
  "collector-silent": collectorSilent,
  summary,
  "data-erased": dataErased,
};

export type Template = keyof typeof templates;

/** What a message of this template is made from. */
export type ParamsOf<T extends Template> = Parameters<(typeof templates)[T]["write"]>[0];
