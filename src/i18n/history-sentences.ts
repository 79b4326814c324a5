import en from "#locales/en/history.json" with { type: "json" };
import type { KeyIn } from "#locales/keys.ts";
import { roles } from "#src/domain/role.ts";
import { type AuditAction, isTold, stateName } from "./history.ts";
import type { Language } from "./languages.ts";
import type { Translate } from "./translator.ts";

/** Something that was done, as far as a sentence tells it. */
interface Told {
  readonly operationId: string;
  readonly at: number;
  readonly by: "system" | "agent" | "key" | "erased" | { readonly name: string };
  readonly about: "erased" | { readonly name: string; readonly email: string } | null;
  readonly matter: object | null;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly refusal: string | null;
}

type Sentence = KeyIn<"history.sentences">;

/** What of an event is the role, seat or state that a sentence names. */
interface Kind {
  readonly says: Sentence;
  readonly role?: "from" | "to";
}

type Kinds = Kind | Readonly<Record<string, Kind>>;

/** What is said of each action: of any of its events, or by the state that one leads to. Null: it stands there only refused. */
const kinds: Readonly<Record<AuditAction, Kinds | null>> = {
  "accessRequest.request": { pending: { says: "requested" } },
  "accessRequest.decide": {
    approved: { says: "approved" },
    granted: { says: "approved" },
    denied: { says: "denied" },
    waiting: { says: "asked" },
  },
  "accessRequest.withdraw": { withdrawn: { says: "withdrew" } },
  "accessRequest.escalate": { says: "passedOn" },
  "accessRequest.remind": { says: "reminded" },
  "accessRequest.answer": { says: "answered" },
  "accessRequest.act": null,
  "person.associate": { says: "gave", role: "to" },
  "person.remove": { says: "removed", role: "from" },
  "person.save-profile": { says: "savedProfile" },
  "person.restore": { says: "undone" },
  "person.erase": { erased: { says: "erased" } },
  "person.copy": { says: "copied" },
  "person.invite": { says: "invited" },
  "role.give": { says: "gave", role: "to" },
  "role.take": { says: "took", role: "from" },
  "seat.nominate": { says: "nominated" },
  "seat.order": { says: "moved" },
  "seat.stepDown": { says: "steppedDown" },
  "seat.accept-terms": { says: "acceptedTerms" },
  "seat.end": { says: "endedSeat" },
  "seat.ask-for-terms": { says: "askedForTerms" },
  "registration.verify": { says: "verified" },
  "registration.choose-organization": { says: "chose" },
  "registration.confirm-address": { says: "becameFirst" },
  "registration.resend-confirmation": { says: "resent" },
  "registration.withdraw": { says: "withdrewRegistration" },
  "registration.act": null,
  "registration.ask-association": { says: "askedAssociation" },
  "review.ask": { says: "reviewAsked" },
  "review.answer": { says: "reviewAnswered" },
  "review.overtake": { says: "reviewOvertaken" },
  "review.decide": null,
  "review.appoint": { says: "appointed" },
  "review.approve": { says: "reviewApproved" },
  "review.refuse": { says: "reviewRefused" },
  "review.withdraw": { says: "reviewWithdrawn" },
  "review.tell": { says: "reviewTold" },
  "review.late": { says: "reviewLate" },
  "review.take": { says: "reviewTaken" },
  "review.handBack": { says: "reviewHandedBack" },
  "review.note": { says: "reviewNoted" },
  "review.close": { says: "feedbackClosed" },
  "feedback.send": { says: "feedbackSent" },
  "accountPerson.associate": { says: "gave", role: "to" },
  "accountPerson.remove": { says: "removed", role: "from" },
  "accountPerson.restore": { says: "undone" },
  "accountRole.give": { says: "gave", role: "to" },
  "accountRole.take": { says: "took", role: "from" },
  "virtualAccount.create": { says: "addedPart" },
  "virtualAccount.rename": { says: "renamedPart" },
  "virtualAccount.close": { closed: { says: "closedPart" }, ended: { says: "took", role: "from" } },
  "virtualAccount.reopen": { says: "reopenedPart" },
  "account.send": {
    underApproval: { says: "requestedAccount" },
    provisional: { says: "requestedAccount" },
    nominated: { says: "nominatedPeople" },
  },
  "account.activate": {
    active: { says: "activatedAccount" },
    allowed: { says: "allowedNominations" },
    denied: { says: "deniedNominations" },
  },
  "account.answer-nomination": {
    accepted: { says: "acceptedNomination" },
    refused: { says: "refusedNomination" },
  },
  "account.remind": { says: "remindedAccount" },
  "account.end-nomination": { says: "endedNomination" },
  "account.warn": { says: "warnedAccount" },
  "account.answer": { says: "preparedAccount" },
  "account.expire": { expired: { says: "expiredAccount" } },
  "account.withdraw": { withdrawn: { says: "withdrew" } },
  "account.overtake": { says: "overtakenAccount" },
  "account.change": { says: "changedAccount" },
  "account.ask-identifier": { says: "askedIdentifier" },
  "account.identify": { says: "identifiedAccount" },
  "reclaim.announce": { announced: { says: "claimed" } },
  "reclaim.object": { says: "objected" },
  "reclaim.agree": { says: "agreed" },
  "reclaim.lapse": { says: "unopposed" },
  "reclaim.withdraw": { says: "withdrewClaim" },
  "reclaim.appoint": { says: "appointed" },
  "reclaim.refuse": { says: "refusedClaim" },
  "vacancy.open": { says: "nobodyLeft" },
  "invitation.hand-over": { says: "invitedColleague" },
  "link.act": null,
  "request.act-on-own": null,
  "session.start": { says: "signedIn" },
  "session.sign-out": { says: "signedOut" },
  "session.end": { says: "signedOutOne" },
  "session.end-others": { says: "signedOutOthers" },
  "session.prove": { says: "proved" },
  "alert.link": { says: "listsLinked" },
  "alert.look": { says: "listLooked" },
  "alert.tell": { says: "alertsTold" },
  "alert.raise": { says: "alertRaised" },
  "alert.reopen": { says: "alertReopened" },
  "alert.lapse": { says: "alertLapsed" },
  "alert.answer": { says: "alertAnswered", role: "to" },
  "subscription.choose": { says: "choseMails" },
  "subscription.plan": { says: "digestPlanned" },
  "subscription.digest": { says: "digestMade" },
  "subscription.unsubscribe": { says: "stoppedMails" },
  "upload.check": { says: "checkedFile" },
  "upload.load": { says: "loadedFile" },
  "upload.discard": { says: "discardedFile" },
  "upload.expire": { says: "expiredFile" },
  "upload.forget": { says: "forgotFile" },
  "device.remove": { says: "removedDevice" },
  "collector.create": { says: "createdKey" },
  "collector.end": { says: "endedKey" },
  "collector.load": { says: "collected" },
  "collector.tell": { says: "toldOfKey" },
  "message.summarize": { says: "summarized" },
  "message.resend": { says: "sentAgain" },
  "access.suspend": { says: "suspended" },
  "access.restore": { says: "letIn" },
  "passkey.add": { says: "addedPasskey" },
  "passkey.rename": { says: "renamedPasskey" },
  "passkey.remove": { says: "removedPasskey" },
  "passkey.recover": { asked: { says: "lostPasskeys" }, ended: { says: "endedPasskeys" } },
  "identity.end": { says: "endedIdentity" },
  "identity.allow": { says: "allowedIdentity" },
  "address.ask": { says: "askedAddress" },
  "address.confirm": { says: "confirmedAddress" },
  "address.withdraw": { says: "withdrewAddress" },
  "address.leave": { open: { says: "leftCompany" } },
  "address.change": { says: "changedAddress" },
  "address.object": { says: "objectedAddress" },
  "address.end": { says: "endedAddress" },
  "apiKey.create": { says: "createdApiKey" },
  "apiKey.end": { says: "endedApiKey" },
  "apiKey.warn": { says: "warnedApiKey" },
  "import.load": { says: "loadedBySystem" },
};

const isRole = (text: string) => (roles as readonly string[]).includes(text);
const gained: Kind = { says: "gained", role: "to" };
const isKind = (one: Kinds): one is Kind => typeof one["says"] === "string";

function kindOf({ action, to, refusal }: Told): Kind | null {
  const one = isTold(action) && refusal === null ? kinds[action] : null;
  if (!one) return null;
  const kind = isKind(one) ? one : to === null ? undefined : one[to];
  // Whatever led to it, a role that somebody has from then on is named.
  return to !== null && isRole(to) && !kind?.role ? gained : (kind ?? null);
}

const names = (says: Sentence, what: "by" | "about" | "role") => en.sentences[says].includes(`{{${what}}}`);

const nameOf = (who: Told["about"] | Told["by"]) =>
  who !== null && typeof who === "object" ? who.name : who;

/** Events of one act: the same operation did the same to the same person. */
export function acts<Event extends Told>(events: readonly Event[]): readonly (readonly Event[])[] {
  const found: Event[][] = [];
  for (const event of events) {
    const kind = kindOf(event);
    const same = found.findLast(
      ([first]) =>
        first !== undefined &&
        kind !== null &&
        kindOf(first)?.says === kind.says &&
        first.operationId === event.operationId &&
        first.at === event.at &&
        first.action === event.action &&
        first.matter === null &&
        event.matter === null &&
        nameOf(first.about) === nameOf(event.about),
    );
    if (same) same.push(event);
    else found.push([event]);
  }
  return found;
}

/** An act in a sentence; null where its facts are told one by one. */
export function actSentence(t: Translate, act: readonly Told[], language: Language): string | null {
  const [first] = act;
  const kind = first && kindOf(first);
  if (!kind) return null;
  const called = (who: Told["about"] | Told["by"]) =>
    who === null ? "" : typeof who === "string" ? t(`history.names.${who}`) : who.name;
  const { by, about } = { by: called(first.by), about: called(first.about) };
  const held =
    kind.role === undefined ? [] : act.map((event) => stateName(t, event.action, event[kind.role!]));
  if ((names(kind.says, "by") && !by) || (names(kind.says, "about") && !about)) return null;
  if (held.some((one) => !one)) return null;
  const role = new Intl.ListFormat(language).format([...new Set(held)]);
  const { from, to } = first;
  const count = act.length;
  return t(`history.sentences.${kind.says}`, { by, about, role, count, from: from ?? "", to: to ?? "" });
}
