import { lastAttempt } from "#db/queries/record.ts";
import { limits, window } from "#src/domain/limits.ts";
import { quota } from "./quota.ts";

const hourly = (most: number) => ({ most, length: window.hour });
const daily = (most: number) => ({ most, length: window.day });
const monthly = (most: number) => ({ most, length: window.month });

const {
  accessRequest,
  account,
  addressChange,
  accountGuess,
  asking,
  collector,
  confirmationLink,
  copy,
  feedback,
  invitation,
  mail,
  reclaim,
  signInCode,
  upload,
  verification,
} = limits;

/** Somebody is made to decide, administrators and agents together, so that nobody can be flooded. */
export const askingSomebody = quota(
  { ask: [daily(asking.perDay)] },
  { field: "form", key: "requests.tooMany", unit: "hours" },
);

/** Somebody has people written to (SECURITY.md 11); the messages themselves are what is counted. */
export const writing = {
  one: daily(mail.byOne),
  company: daily(mail.byCompany),
  sentence: { field: "form", key: "errors.tooManyMessages", unit: "hours" },
} as const;

/** Somebody asks to change to another address, and has it written to. */
export const changingAddress = quota(
  {
    "address-change": [daily(addressChange.perDay)],
    "address-asked": [daily(addressChange.perRecipientDay)],
  },
  { field: "email", key: "address.errors.tooMany", unit: "hours" },
);

/** Somebody takes a copy of everything that is known about them. */
export const copyingData = quota(
  { copy: [daily(copy.perDay)] },
  { field: "form", key: "data.errors.tooMany", unit: "hours" },
);

/** Somebody writes what they think of the portal; whoever is not signed in counts by network, and with all others of those. */
export const givingFeedback = quota(
  {
    "feedback-person": [daily(feedback.perPersonDay)],
    "feedback-network": [hourly(feedback.perNetworkHour), daily(feedback.perNetworkDay)],
    "feedback-strangers": [daily(feedback.byStrangersDay)],
  },
  { field: "form", key: "feedback.errors.tooMany", unit: "hours" },
);

/** A request for an account leaves, and with it a message to its authorizer, whom neither one person nor others keep from colleagues. */
export const requestingAccount = quota(
  {
    account: [daily(account.perDay)],
    "account-asked-by-one": [daily(account.perRecipientDay.byOne)],
    "account-asked-by-colleagues": [daily(account.perRecipientDay.byColleagues)],
    "account-asked-by-others": [daily(account.perRecipientDay.byOthers)],
  },
  { field: "form", key: "accounts.errors.tooMany", unit: "hours" },
);

/** The authorizer of an account is reminded by its requester. */
export const remindingAuthorizer = quota(
  { "account-reminder": [{ most: 1, length: account.ownReminderPause }] },
  { field: "form", key: "accounts.request.remindWait", unit: "hours" },
);

/** Identifiers are entered that no account has (SECURITY.md 6). */
export const guessingAccount = quota(
  {
    "account-person": [hourly(accountGuess.perPersonHour), daily(accountGuess.perPersonDay)],
    "account-network": [hourly(accountGuess.perNetworkHour)],
  },
  { field: "domainIdentifier", key: "access.request.errors.tooManyTries", unit: "minutes" },
);

/** Numbers are entered that entitle to nothing (SECURITY.md 6). */
export const verifying = quota(
  {
    "verify-person": [hourly(verification.perPersonHour), daily(verification.perPersonDay)],
    "verify-network": [hourly(verification.perNetworkHour)],
    "verify-contract": [daily(verification.perContractDay)],
  },
  { field: "contractNumber", key: "onboarding.verify.errors.tooManyTries", unit: "minutes" },
);

/** Onboarding is handed over to a colleague. */
export const inviting = quota(
  {
    invite: [daily(invitation.perDay)],
    "invited-by-colleagues": [daily(invitation.perRecipientDay.byColleagues)],
    "invited-by-others": [daily(invitation.perRecipientDay.byOthers)],
  },
  { field: "email", key: "onboarding.handOver.errors.tooMany", unit: "hours" },
);

/** A file is checked, and kept until somebody has looked at it. */
export const checkingFile = quota(
  { check: [daily(upload.checksPerDay)] },
  { field: "file", key: "devices.load.tooManyChecks", unit: "hours" },
);

/** A file is loaded by somebody. */
export const loadingFile = quota(
  { load: [daily(upload.perDay)] },
  { field: "form", key: "devices.load.tooOften", unit: "hours" },
);

/** Access to a place is asked for again after it was taken back; the requests themselves are what is counted. */
export const askingAgain = {
  window: { most: 1, length: accessRequest.againAfter },
  sentence: { field: "form", key: "requests.againLater", unit: "hours" },
} as const;

/** Access management of an organization is claimed again; the claims themselves are what is counted. */
export const claimingAgain = {
  window: { most: 1, length: reclaim.again },
  sentence: { field: "form", key: "reclaim.errors.again", unit: "days" },
} as const;

/** A list comes from a network with a wrong key; the right one is never held up by this. */
export const wrongKey = quota(
  { "wrong-key-network": [hourly(collector.wrongKeysPerHour)] },
  { field: "form", key: "collector.answers.tooOften", unit: "hours" },
);

/** A list is sent with a collector's key. */
export const collecting = quota(
  {
    collect: [daily(collector.loadsPerDay)],
    "collect-organization": [daily(collector.loadsPerDay * collector.keys)],
  },
  { field: "form", key: "collector.answers.tooOften", unit: "hours" },
);

const codes = [hourly(signInCode.perHour), daily(signInCode.perDay), monthly(signInCode.perMonth)];
const codesUsedUp = { field: "email", key: "signIn.errors.strangersUsedUp", unit: "hours" } as const;

/** A sign-in code is sent for a browser that is no stranger's; one that is entered was none (SECURITY.md 6.1). */
export const sendingToKnown = quota(
  { "code-known": codes, "code-mailed": [{ most: signInCode.told.codes, length: signInCode.told.wayIn }] },
  codesUsedUp,
);

/** A sign-in code is sent for any other: of an address, and of what one network causes at it. */
export const sendingCode = quota(
  { code: codes, "code-share": [hourly(signInCode.share.perHour), daily(signInCode.share.perDay)] },
  codesUsedUp,
);

/** The same, whatever the address, and at all addresses of one company. */
export const sendingToStranger = quota(
  {
    "code-network": [hourly(signInCode.perNetwork.hour), daily(signInCode.perNetwork.day)],
    "code-company": [hourly(signInCode.atCompany.hour), daily(signInCode.atCompany.day)],
  },
  { field: "email", key: "signIn.errors.tooManyFromNetwork", unit: "hours" },
);

/** A sign-in code is sent to a browser to which one was sent before. */
export const replacingCode = quota(
  { "code-browser": [{ most: 1, length: signInCode.pause }] },
  { field: "email", key: "signIn.errors.waitSeconds", unit: "seconds" },
);

/** Somebody is told that the codes are used up. */
export const tellingUsedUp = quota({ "code-told": [daily(signInCode.told.perDay)] }, codesUsedUp);

/** A wrong code is entered in a browser that does not know its person. */
export const guessingCode = quota(
  {
    "guess-network": [hourly(signInCode.wrongPerNetwork.hour), daily(signInCode.wrongPerNetwork.day)],
  },
  { field: "code", key: "signIn.errors.tooManyWrong", unit: "hours" },
);

/** A code is entered: not so often in some time, but since that code was sent to that browser. */
export const enteringCode = {
  kind: "code-entry",
  most: signInCode.tries,
  since: (subject: string) => lastAttempt("code-browser", subject),
} as const;

/** A confirmation is sent again, within the hour of the first; its links are what is counted. */
export const resending = {
  pause: { most: 1, length: confirmationLink.resendPause },
  hourly: hourly(confirmationLink.resendsPerHour + 1),
} as const;
