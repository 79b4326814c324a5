import type { limits } from "./limits.ts";

/** What ends after a time of its own: `limits.kept` says how long, `db/queries/retention.ts` what becomes of it. */
export type Keeping = keyof typeof limits.kept;

/**
 * How long something is kept: the time after which the cleaning empties it, or
 * `profile`: with the profile, until its person has it erased or it is of no use (`limits.lapse`);
 * `access`: until what is held ends; `matter`: until it is dealt with; `record`: for ever, since it names people by id only;
 * `provider`: the provider's or the customer's own data, until they are loaded without it.
 */
type Kept = Keeping | "profile" | "access" | "matter" | "record" | "provider";

/** What becomes of it when its person has all data erased. */
type Erased = "removed" | "emptied" | "ended" | "stays";

/** Columns of a table that say the same kind of thing about people. */
interface Group {
  readonly columns: readonly string[];
  readonly why: string;
  readonly kept: Kept;
  readonly erased: Erased;
}

const group = (columns: string, why: string, kept: Kept, erased: Erased): Group => ({
  columns: columns.split(" "),
  why,
  kept,
  erased,
});

/** Ids, states and instants: they name nobody whose profile is empty. */
const record = (columns: string) => group(columns, "what was done, by id", "record", "stays");

/**
 * Every table that knows something about people, with every column of it: what for, how long, and what erasure does. A test
 * compares it with the database, so that no column is forgotten.
 */
export const personalData: Readonly<Record<string, readonly Group[]>> = {
  person: [
    group(
      "email name company phone image language",
      "who somebody is, and how to write to them",
      "profile",
      "emptied",
    ),
    record("id email_verified disabled_at erased_at kept_until created_at updated_at"),
  ],
  session: [
    group(
      "id token user_id expires_at ip_address user_agent country proved_at authenticated_at created_at updated_at",
      "where somebody is signed in",
      "session",
      "removed",
    ),
  ],
  passkey: [
    group(
      "id person_id credential_id public_key counter transports name created_at answered_at",
      "with which devices somebody confirms a sign-in",
      "profile",
      "removed",
    ),
  ],
  account: [
    group(
      "id account_id provider_id user_id access_token refresh_token id_token access_token_expires_at refresh_token_expires_at scope password created_at updated_at",
      "an identity at a provider of sign-ins",
      "profile",
      "removed",
    ),
  ],
  refused_identity: [
    group(
      "id person_id issuer subject linked_at ended_at",
      "an identity at a provider of sign-ins that is not to be linked again",
      "profile",
      "removed",
    ),
  ],
  address_change: [
    group(
      "old_email new_email identities",
      "from which address to which somebody changed, and which identities ended with it",
      "addressChange",
      "emptied",
    ),
    record("id person_id state due_at created_at changed_at beside had_passkey"),
  ],
  verification: [
    group(
      "id identifier value expires_at created_at updated_at",
      "a sign-in code that is out",
      "code",
      "removed",
    ),
  ],
  suspension: [
    group("reason restored_because", "why an agent has suspended or restored access", "profile", "emptied"),
    record("id person_id suspended_at suspended_by restored_at restored_by"),
  ],
  recovery: [
    group("reason", "how an agent knows that somebody has lost all passkeys", "profile", "emptied"),
    record("id person_id asked_at asked_by agreed_at agreed_by"),
  ],
  deciders_changed: [record("id organization_id account_id request_id at")],
  registration: [
    group("answers", "what somebody entered to be let in", "registration", "emptied"),
    record("id person_id state created_at changed_at"),
  ],
  access_request: [
    group("reason question answer comment", "why access is asked for", "request", "emptied"),
    group("called contract_number serial_number role", "what the decision rested on", "record", "stays"),
    record(
      "id requester_id organization_id account_id virtual_account_id registration_id state stage clock_at reminded_at created_at decided_at decided_by",
    ),
  ],
  review: [
    group("question answer comment domain note", "what an agent has to know", "review", "emptied"),
    record(
      "id kind subject_id person_id told_at organization_id reasons wanted state due_at created_at decided_at decided_by owner_id",
    ),
  ],
  reclaim: [
    group("comment", "why access management is claimed", "reclaim", "emptied"),
    group("objection", "what an administrator says against it", "reclaim", "stays"),
    record(
      "id organization_id claimant_id registration_id state object_until objected_by created_at changed_at",
    ),
  ],
  smart_account: [
    group(
      "answers message user_note comment",
      "what was written about a request",
      "accountNeverUsed",
      "emptied",
    ),
    group("authorizer_email authorizer_language", "who may activate it", "accountNeverUsed", "emptied"),
    group(
      "domain_identifier name company_name country address address2 city region postal_code",
      "the company's own data",
      "access",
      "stays",
    ),
    record(
      "id kind state requester_id activation_sent_at warnings agreement_version agreement_accepted_at created_at changed_at activated_at ended_at",
    ),
  ],
  nominee: [
    group("email", "who is nominated", "nominee", "emptied"),
    record("id account_id language role state created_at changed_at"),
  ],
  seat: [
    group("ended_at", "who administers an organization", "access", "ended"),
    record(
      "id organization_id person_id position origin origin_id terms_version terms_accepted_at created_at came_at",
    ),
  ],
  role: [
    group("ended_at", "who may do what", "access", "ended"),
    record("id organization_id account_id virtual_account_id person_id role origin_id created_at came_at"),
  ],
  invitation: [
    group("email language", "whom somebody handed over to", "invitation", "removed"),
    group(
      "id inviter_id contract_number serial_number created_at used_at",
      "with what to begin",
      "invitation",
      "stays",
    ),
  ],
  link: [
    group("email", "to whom a link was sent", "link", "emptied"),
    record("id purpose subject_id nonce token_hash created_at expires_at replaced_at acted_at acted_by"),
  ],
  outbox: [
    group(
      "subject html text unsubscribe",
      "what is sent, until it has left and could be sent again",
      "message",
      "emptied",
    ),
    group("sealed_code", "a code on its way", "sealedCode", "emptied"),
    group("recipient mailbox causer", "to whom, and on whose budget", "messageAddress", "emptied"),
    group("causer_domain", "on which company's budget", "messageAddress", "stays"),
    record(
      "id template language priority link_id operation_id outside invitation brief state attempts due_at expires_at first_tried_at provider_id problem resent created_at changed_at",
    ),
  ],
  unwanted: [group("mailbox_hash at", "who wants no messages, as a keyed hash", "record", "stays")],
  operation: [
    group("next", "that a form sent twice acts once", "operation", "emptied"),
    group("id person_id action at", "that a form sent twice acts once", "operation", "stays"),
  ],
  attempt: [group("id kind subject at times", "that nobody guesses", "codeSent", "removed")],
  audit_event: [
    record("id at actor action subject_id organization_id from_state to_state refusal operation_id"),
  ],
  provisioning: [
    record(
      "id person_id review_id organization_id account_id operation_id state attempts due_at problem created_at done_at",
    ),
  ],
  entitlement: [
    group(
      "contract_number email domain ends_on",
      "whom a customer has associated with a contract",
      "provider",
      "removed",
    ),
  ],
  subscription: [
    group(
      "person_id organization_id digest urgent digest_due digest_of digest_at digest_coverage",
      "what somebody wants to be sent",
      "profile",
      "removed",
    ),
  ],
  urgent_notice: [group("person_id alert_id", "of what somebody is still to be told", "matter", "removed")],
  alert: [
    group("note", "what somebody says about an alert", "provider", "emptied"),
    record(
      "id organization_id kind subject step since severity match devices state raised_at changed_at answered_by",
    ),
  ],
  device_upload: [
    group("devices rejected_rows header separator", "a customer's file of devices", "provider", "stays"),
    record(
      "id organization_id person_id collector_key_id state mode sha256 sound rejected added changed same retired created_at changed_at",
    ),
  ],
  api_key: [record("id name hash scopes created_by created_at expires_at ended_at used_at warnings")],
  api_answer: [
    group("answer", "that what a system of the provider's sends twice acts once", "apiAnswer", "stays"),
    record("id key_id once_only at"),
  ],
  collector_key: [
    record("id organization_id name hash created_by created_at ended_at used_at heard_at refused_at told_at"),
  ],
};

/** Tables that know nothing about people: the provider's and the customers' things, and the portal's own clockwork. */
export const impersonal: readonly string[] = [
  "organization",
  "organization_domain",
  "contract",
  "device",
  "product",
  "advisory",
  "advisory_product",
  "advisory_device",
  "inventory",
  "inventory_count",
  "inventory_summary",
  "virtual_account",
  "mail_rest",
  "last_load",
  "guard",
  "heartbeat",
  "audit_seal",
  "audit_count",
  "job_run",
  "local_clock",
];
