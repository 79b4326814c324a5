import { message, other, person, type Planted, registration, row } from "./rows.ts";

/** Writes of which a part is missing. */
export const wholes: Planted[] = [
  [
    "a review of a registration that has ended",
    "I14: review v60 is open for a registration that is withdrawn",
    [row("review", { id: "v60", subject_id: "r1" })],
  ],
  [
    "a registration that was granted by no request",
    "I14: registration r60 is granted and its request is not",
    [registration("r60", "granted")],
  ],
  [
    "a request whose registration does not know",
    "I14: request q60 is denied and its registration is withdrawn",
    [
      row("access_request", {
        id: "q60",
        state: "denied",
        decided_at: 6,
        decided_by: other,
        registration_id: "r1",
      }),
    ],
  ],
  ["an approval that gave no role", "I14: request q24 was approved and gave no role", []],
  [
    "a question that nobody asked",
    "I14: request q61 waits for an answer that nobody was asked for",
    [row("access_request", { id: "q61", requester_id: other, state: "waiting" })],
  ],
  [
    "a decision that leaves a link behind",
    "I14: request q60 is over and decideRequest l60 still waits",
    [row("link", { id: "l60", subject_id: "q60", token_hash: "l60" })],
  ],
  [
    "an appointment from a review that appointed nobody",
    "I14: seat s60 was appointed by a review that is refused",
    [
      row("seat", {
        id: "s60",
        organization_id: "nordlys-tromso",
        position: 6,
        origin: "appointment",
        origin_id: "v21",
        person_id: other,
      }),
    ],
  ],
  [
    "a review that appointed nobody",
    "I14: review v61 appointed nobody",
    [row("review", { id: "v61", subject_id: "x", state: "appointed", decided_at: 6, decided_by: person })],
  ],
  [
    "a review that ended without a decision",
    "I14: review v62 is refused and says otherwise who decided and when",
    [row("review", { id: "v62", subject_id: "x", state: "refused" })],
  ],
  [
    "a review of a request that was decided",
    "I14: review v63 is open for a request that is denied",
    [row("review", { id: "v63", kind: "accessRequest", subject_id: "q60" })],
  ],
  [
    "a reclaim without its review",
    "I14: reclaim rc1 is underReview and its review is not",
    [row("reclaim", { id: "rc1", registration_id: "r1", state: "underReview" })],
  ],
  [
    "a review of a reclaim that was objected to",
    "I14: review v64 is open for a reclaim that is objected",
    [
      row("reclaim", { id: "rc2", registration_id: "r1", state: "objected" }),
      row("review", { id: "v64", kind: "reclaim", subject_id: "rc2" }),
    ],
  ],
  [
    "a reclaim of which nobody was told",
    "I14: reclaim rc3 is announced and nobody was told",
    [row("reclaim", { id: "rc3", organization_id: "nordlys", registration_id: "r1", state: "announced" })],
  ],
  [
    "a link that acted on a draft",
    "I14: link l61 acted and the registration is a draft still",
    [
      "update registration set state = 'withdrawn' where state = 'draft'",
      registration("r61"),
      row("link", {
        id: "l61",
        purpose: "confirmAddress",
        subject_id: "r61",
        token_hash: "l61",
        acted_at: 6,
        acted_by: person,
      }),
    ],
  ],
  [
    "a link that acted on terms that are not accepted",
    "I14: link l62 acted and the terms are not accepted",
    [
      row("link", {
        id: "l62",
        purpose: "acceptTerms",
        subject_id: "s22",
        token_hash: "l62",
        acted_at: 6,
        acted_by: person,
      }),
    ],
  ],
  [
    "a link that acted by nobody",
    "I3: link l63 acted by nobody, or somebody acted at no time",
    [row("link", { id: "l63", purpose: "acceptTerms", subject_id: "s7", token_hash: "l63", acted_at: 6 })],
  ],
  [
    "an administrator whose link nobody used",
    "I3: registration r62 went on without its link",
    [
      registration("r62", "administrator"),
      `update registration set person_id = '${other}' where id = 'r62'`,
      row("link", { id: "l64", purpose: "confirmAddress", subject_id: "r62", token_hash: "l64" }),
    ],
  ],
  [
    "a message sent that the provider never had",
    "I7: message m60 is sent and the provider never accepted it",
    [message("m60", "sent", { extra: "provider_id", value: "'p'" })],
    { accepted: ["ob/m3"] },
  ],
];
