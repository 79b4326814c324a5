import { summariesDue } from "#db/queries/summary.ts";
import { summarize } from "#functions/use-cases/message/summarize.ts";
import { keysToWarn } from "#db/queries/api-key.ts";
import { addressChangesDue } from "#db/queries/address-change.ts";
import { accountsPastTime, accountsToWarn } from "#db/queries/account.ts";
import { collectorsInTrouble } from "#db/queries/collector-key.ts";
import { uploadsDue } from "#db/queries/device-upload.ts";
import { requestsInVain, requestsToPassOn } from "#db/queries/escalation.ts";
import { listsToLink, listsToWatch } from "#db/queries/inventory-links.ts";
import { nominationsInVain } from "#db/queries/nominee.ts";
import { strangersInVain } from "#db/queries/person.ts";
import { reclaimsToReview } from "#db/queries/reclaim.ts";
import { agentsToTell, lateToTell } from "#db/queries/review.ts";
import { seatsOwingTerms } from "#db/queries/seat-terms.ts";
import { seatsOfDisabled } from "#db/queries/seat.ts";
import { digestsDue } from "#db/queries/subscription.ts";
import { noticesDue } from "#db/queries/urgent-notice.ts";
import { filledVacancies, nominationsOfNobody, vacantOrganizations } from "#db/queries/vacancy.ts";
import { limits } from "#src/domain/limits.ts";
import { passOn } from "#functions/use-cases/access-request/pass-on.ts";
import { endAddressChange } from "#functions/use-cases/address/end.ts";
import { endNomination } from "#functions/use-cases/account/end-nomination.ts";
import { warnOfKey } from "#functions/use-cases/api-key/warn.ts";
import { expire } from "#functions/use-cases/account/expire.ts";
import { warn } from "#functions/use-cases/account/warn.ts";
import { linkList } from "#functions/use-cases/alert/link-list.ts";
import { raiseAlerts } from "#functions/use-cases/alert/raise.ts";
import { tellUrgent } from "#functions/use-cases/alert/tell-urgent.ts";
import { tellCollectorTrouble } from "#functions/use-cases/collector/tell-trouble.ts";
import { forgetPerson } from "#functions/use-cases/person/forget.ts";
import { lapse } from "#functions/use-cases/reclaim/lapse.ts";
import { askForTerms } from "#functions/use-cases/seat/ask-for-terms.ts";
import { tellLate } from "#functions/use-cases/review/tell-late.ts";
import { tellWaiting } from "#functions/use-cases/review/tell-waiting.ts";
import { endSeatOfDisabled } from "#functions/use-cases/seat/end-of-disabled.ts";
import { endNominationOfNobody } from "#functions/use-cases/seat/end-nomination.ts";
import { makeDigest } from "#functions/use-cases/subscription/make-digest.ts";
import { planRound } from "#functions/use-cases/subscription/plan-digests.ts";
import { expireUpload } from "#functions/use-cases/upload/expire.ts";
import { openVacancy } from "#functions/use-cases/vacancy/open.ts";
import { overtakeVacancy } from "#functions/use-cases/vacancy/overtake.ts";
import { digestRounds } from "./digest-rounds.ts";
import type { Job } from "./job.ts";

/** All scheduled work of the business, in the order in which it is done. */
export const jobs: readonly Job[] = [
  { name: "end-seat", due: seatsOfDisabled, command: endSeatOfDisabled },
  { name: "end-nominated-seat", due: nominationsOfNobody, command: endNominationOfNobody },
  { name: "open-vacancy", due: vacantOrganizations, command: openVacancy },
  { name: "overtake-vacancy", due: filledVacancies, command: overtakeVacancy },
  { name: "ask-for-terms", due: seatsOwingTerms, command: askForTerms },
  { name: "end-address-change", due: addressChangesDue, command: endAddressChange },
  { name: "lapse", due: reclaimsToReview, command: lapse },
  {
    name: "tell-waiting",
    due: (now, after, most) =>
      agentsToTell(now - limits.review.digestAfter, limits.feedback.toldAfter, after, most),
    command: tellWaiting,
  },
  { name: "tell-late", due: lateToTell, command: tellLate },
  { name: "pass-on", due: requestsToPassOn, command: passOn },
  { name: "expire", due: accountsPastTime, command: expire },
  { name: "warn", due: accountsToWarn, command: warn },
  { name: "warn-of-key", due: keysToWarn, command: warnOfKey },
  {
    name: "end-nomination",
    due: (now, after, most) => nominationsInVain(now - limits.lapse.nomination, after, most),
    command: endNomination,
  },
  { name: "forget-person", due: strangersInVain, command: forgetPerson },
  { name: "ask-others", due: requestsInVain, command: passOn },
  { name: "expire-upload", due: uploadsDue, command: expireUpload },
  { name: "tell-collector", due: collectorsInTrouble, command: tellCollectorTrouble },
  { name: "link-list", due: (_now, after, most) => listsToLink(after, most), command: linkList },
  {
    name: "raise-alerts",
    due: (_now, after, most, { today }) => listsToWatch(today, after, most),
    command: raiseAlerts,
  },
  { name: "tell-urgent", due: noticesDue, command: tellUrgent },
  { name: "plan-digests", due: digestRounds, command: planRound },
  { name: "summarize", due: summariesDue, command: summarize },
  { name: "make-digest", due: (_now, after, most) => digestsDue(after, most), command: makeDigest },
];
