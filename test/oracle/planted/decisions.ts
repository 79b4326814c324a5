import { message, other, person, type Planted, row } from "./rows.ts";

const nordlys = { organization_id: "nordlys" };

/** Administrators, requests, roles and what was recorded of them. */
export const decisions: Planted[] = [
  [
    "somebody with two seats in one organization",
    "I1: person demo-els-wouters has 2 seats in nordlys-tromso",
    [
      "drop index seat_one_per_person",
      row("seat", { id: "s20", organization_id: "nordlys-tromso", person_id: "demo-els-wouters" }),
      row("seat", {
        id: "s21",
        organization_id: "nordlys-tromso",
        person_id: "demo-els-wouters",
        position: 2,
      }),
    ],
  ],
  [
    "a nomination by somebody who was only nominated",
    "I2: seat s23 was nominated by somebody who could not",
    [
      row("seat", { id: "s22", ...nordlys, person_id: other, origin: "nomination" }),
      row("seat", {
        id: "s23",
        ...nordlys,
        origin: "nomination",
        origin_id: other,
        position: 2,
        created_at: 8,
      }),
    ],
  ],
  [
    "an appointment of somebody else",
    "I2: seat s24 was given to somebody else than the review was about",
    [
      row("review", { id: "v20", subject_id: "x", person_id: other, state: "appointed", decided_at: 6 }),
      row("seat", {
        id: "s24",
        organization_id: "nordlys-tromso",
        origin: "appointment",
        origin_id: "v20",
        position: 3,
      }),
    ],
  ],
  [
    "a review decided by somebody who is no agent",
    "I2: review v21 was refused by somebody who is no agent",
    [row("review", { id: "v21", subject_id: "x", state: "refused", decided_at: 6, decided_by: person })],
    { agents: ["agent@ardenne.example"] },
  ],
  [
    "a link that took a decision without a message",
    "I3: link l20 led to 0 messages access-granted",
    [
      row("link", { id: "l20", subject_id: "q20", token_hash: "l20", acted_at: 6, acted_by: person }),
      row("audit_event", {
        subject_id: "q20",
        at: 6,
        from_state: "pending",
        to_state: "approved",
        operation_id: "op20",
      }),
    ],
  ],
  [
    "two links that acted in one operation",
    "I3: operation op20 used up 2 links",
    [row("link", { id: "l21", subject_id: "q20", token_hash: "l21", acted_at: 6, acted_by: person })],
  ],
  [
    "an answer that nobody was told of",
    "I3: link l22 took an answer that nobody was told of",
    [
      row("review", { id: "q22", subject_id: "x" }),
      row("link", {
        id: "l22",
        purpose: "answerQuestion",
        subject_id: "q22",
        token_hash: "l22",
        acted_at: 6,
        acted_by: person,
      }),
      row("audit_event", {
        subject_id: "q22",
        at: 6,
        from_state: "waiting",
        to_state: "pending",
        operation_id: "op22",
      }),
    ],
  ],
  [
    "a nominated administrator who decided before the terms were accepted",
    "I4: request q23 was denied by somebody who could not",
    [row("access_request", { id: "q23", ...nordlys, state: "denied", decided_at: 7, decided_by: other })],
  ],
  [
    "somebody who decided on an own request",
    "I4: request q24 was decided by the requester",
    [row("access_request", { id: "q24", state: "approved", decided_at: 7, decided_by: person })],
  ],
  [
    "a request for nothing",
    "I4: request q25 is for several places, or for none",
    [row("access_request", { id: "q25", organization_id: null, state: "expired", decided_at: 7 })],
  ],
  [
    "two undecided requests of one person",
    "I4: request q26 is undecided beside another of the same person",
    [
      "drop index access_request_undecided",
      row("access_request", { id: "q26", ...nordlys }),
      row("access_request", { id: "q27", ...nordlys, state: "waiting" }),
    ],
  ],
  [
    "the same role twice",
    "I5: person demo-camille-renard has role customer-user twice in nordlys",
    [
      "drop index role_once",
      row("role", { id: "ro20", ...nordlys }),
      row("role", { id: "ro21", ...nordlys }),
    ],
  ],
  [
    "a role of another kind of place",
    "I5: role ro22 is of no place, or of a place of another kind",
    [row("role", { id: "ro22", ...nordlys, role: "smart-account-viewer" })],
  ],
  [
    "a role of somebody who was not granted it",
    "I5: role ro23 is not the one that request q23 was granted",
    [row("role", { id: "ro23", ...nordlys, person_id: other, origin_id: "q23" })],
  ],
  [
    "a role of somebody else's seat",
    "I5: role ro24 is not of whom seat s22 is",
    [row("role", { id: "ro24", ...nordlys, role: "customer-administrator", origin_id: "s22" })],
  ],
  [
    "a step that no lifecycle has",
    "I6: audit row .* moves a access_request from denied to approved",
    [
      row("audit_event", {
        subject_id: "q24",
        from_state: "denied",
        to_state: "approved",
        operation_id: "op24",
      }),
    ],
  ],
  ["a seat without an audit row", "I6: seat s22 was given without an audit row", []],
  [
    "a seat that ended silently",
    "I6: seat s25 ended without an audit row",
    [row("seat", { id: "s25", organization_id: "clairval", position: 9, ended_at: 9 })],
  ],
  [
    "a refused attempt that moved something",
    "I6: audit row .* is of a refused attempt and says that something moved",
    [row("audit_event", { subject_id: "q24", refusal: "forbidden", to_state: "denied" })],
  ],
  [
    "news of access that belong to no operation",
    "I6: news pr1 of somebody's access belong to no operation",
    [row("provisioning", { id: "pr1", ...nordlys })],
  ],
  ["a message in a state that there is none", "I7: message m20 is lost", [message("m20", "lost")]],
  [
    "a message set aside for nothing",
    "I7: message m21 was set aside for no reason",
    [message("m21", "set-aside")],
  ],
  [
    "a message accepted that nobody wrote",
    "I7: the provider accepted ob/nobody, which nobody wrote",
    [],
    { accepted: ["ob/nobody"] },
  ],
  [
    "a request that expired and gave a role",
    "I8: request q25 expired and gave a role",
    [row("role", { id: "ro25", ...nordlys, origin_id: "q25" })],
  ],
  [
    "something that expired and was approved",
    "I8: q28 expired and was expired as well",
    [
      row("audit_event", {
        subject_id: "q28",
        from_state: "pending",
        to_state: "expired",
        operation_id: "op28",
      }),
      row("audit_event", {
        subject_id: "q28",
        from_state: "pending",
        to_state: "approved",
        operation_id: "op29",
      }),
    ],
  ],
];
