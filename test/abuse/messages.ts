import type { ReviewId } from "#src/domain/ids.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import type { Mail } from "#functions/emails/mail.ts";
import type { ParamsOf, Template } from "#functions/emails/templates.ts";

/** What a stranger would like to be read. */
export const typed = "URGENT: verify at evil-pay.example or call +32 2 555 01 23";

const who = { name: typed, email: "eve@evil.example" };
const account = {
  account: typed,
  domain: "evil.example",
  requester: typed,
  requesterEmail: "eve@evil.example",
};
const until = 1_800_000_000_000;

/** Every message that others cause, with words of theirs wherever there are any. */
export const unasked = {
  "hand-over": { inviter: typed, inviterEmail: "eve@evil.example" },
  "request-to-decide": { ...who, organization: typed, reason: typed },
  "reminder-to-decide": { ...who, place: typed, since: until },
  "request-opened-to-you": {
    ...who,
    place: typed,
    since: until,
    contractNumber: null,
    serialNumber: null,
    reason: typed,
  },
  "answer-received": { ...who, place: typed, answer: typed },
  "review-waiting": {
    ...who,
    reviewId: "review" as ReviewId,
    kind: "registration",
    place: typed,
    reasons: ["domainUnknown"],
    dueAt: until,
  },
  "account-to-activate": { ...account, own: false, forCustomer: false, message: typed, until },
  "account-expiring": { ...account, authorizer: typed, activates: true, request: "requests/1", until },
  "account-expired": { ...account, own: false, forCustomer: false },
  nominated: {
    ...account,
    requester: who,
    role: "smart-account-user",
    own: false,
    authorizer: who,
    note: typed,
  },
  "nominee-answered": { ...who, ...account, role: "smart-account-user", accepted: true, address: "accounts" },
  "access-changed": { organization: typed, by: who, given: ["smart-account-user"], ended: [] },
  "access-granted": { place: "Noorderkaai", role: "customer-user", by: who, unasked: true },
  "administrator-changed": {
    organization: "Noorderkaai",
    organizationId: organizationIdOf("noorderkaai"),
    who: who,
    change: "removed",
  },
  "accept-terms": {
    organization: "Noorderkaai",
    version: "1",
    datedOn: "2026-11-01",
    nominatedBy: who,
  },
  "address-left": {
    organization: typed,
    kind: "account",
    address: "accounts/evil.example/people",
    from: "els@noorderkaai.example",
    to: "eve@evil.example",
    unasked: true,
  },
} satisfies { [T in Template]?: ParamsOf<T> };

export type Unasked = keyof typeof unasked;

/** Their readers have asked for them, are told of what they do themselves, have chosen them, or may lose their office. */
export const asked: readonly Exclude<Template, Unasked>[] = [
  "access-denied",
  "access-restored",
  "access-suspended",
  "account-activated",
  "account-declined",
  "account-overtaken",
  "address-change",
  "address-changed",
  "agent-suspended",
  "alert-raised",
  "api-key-changed",
  "collector-silent",
  "confirm-address",
  "customer-administrator-granted",
  "data-erased",
  "feedback-answered",
  "information-asked",
  "passkeys-changed",
  "report-digest",
  "review-outcome",
  "reviews-waiting",
  "seat-reclaimed",
  "sign-in-code",
  "sign-in-codes-used-up",
  "summary",
  "under-review",
  "welcome",
];

/** One of them to somebody. */
export const messageTo = (email: string, template: Unasked) =>
  ({ template, to: { email, name: "", language: "en" }, params: unasked[template] }) as Mail;
