import {
  audit,
  link,
  message,
  other,
  person,
  type Planted,
  registration,
  request,
  role,
  row,
  seat,
} from "./rows.ts";

export const onboarding: Planted[] = [
  [
    "two first administrators",
    "I1: organization clairval-fr has 2 first administrators",
    [
      "drop index seat_one_per_position",
      seat("s1", { at: "clairval-fr", by: person }),
      seat("s2", { at: "clairval-fr", by: other, origin: "nomination" }),
    ],
  ],
  [
    "an organization claimed twice",
    "I1: organization clairval-be-namur was claimed 2 times",
    [
      seat("s3", { at: "clairval-be-namur" }),
      seat("s4", { at: "clairval-be-namur", by: other, position: 2 }),
    ],
  ],
  [
    "a claim below an administrator",
    "I1: seat s6 was claimed while s5 was held there or above",
    [
      seat("s5"),
      audit("s5", { to: "claim" }),
      seat("s6", { at: "clairval-be", by: other }),
      audit("s6", { to: "claim", operation: "op2" }),
    ],
  ],
  [
    "a claim from an address that was never confirmed",
    "I2: seat s5 was claimed from an address that is not confirmed",
    [],
  ],
  ["a claim without an entitlement", "I2: seat s5 was claimed without an entitlement", []],
  [
    "a nomination by somebody who could not",
    "I2: seat s7 was nominated by somebody who could not",
    [seat("s7", { at: "morvanelle-lyon", origin: "nomination", from: other })],
  ],
  [
    "an appointment that no agent made",
    "I2: seat s8 was appointed by no agent",
    [seat("s8", { at: "morvanelle-nantes", origin: "appointment" })],
  ],
  [
    "a link that acted without a transition",
    "I3: link l1 acted with 0 transitions",
    ["drop index registration_open", registration("r1", "withdrawn"), link("l1", "r1")],
  ],
  ["two links of one matter that acted", "I3: confirmAddress of r1 acted by 2 links", [link("l2", "r1")]],
  [
    "a link that acted for another person",
    "I3: link l3 acted for somebody to whom it was not sent",
    [link("l3", "r9", { acted: `5, '${other}'` })],
  ],
  [
    "a transition with two audit rows",
    "I3: link l4 acted with 2 transitions",
    [
      registration("r4", "withdrawn"),
      link("l4", "r4"),
      audit("r4", { action: "registration.confirm-address", to: "administrator", operation: "op4" }),
      audit("r4", { action: "registration.confirm-address", to: "administrator", operation: "op4" }),
    ],
  ],
  ["a link that acted without its follow-up", "I3: link l4 led to 0 messages welcome", []],
  [
    "a decision of nobody",
    "I4: request q1 is denied and says otherwise who decided and when",
    [request("q1", "denied")],
  ],
  ["a request that ended without a word", "I4: request q1 ended 0 times", []],
  [
    "a request withdrawn by another",
    "I4: request q2 was withdrawn by somebody else",
    [request("q2", "withdrawn", { decided: `6, '${other}'` })],
  ],
  [
    "a decision of somebody without the right",
    "I4: request q3 was approved by somebody who could not",
    [request("q3", "approved", { decided: "6, 'demo-karin-smit'" })],
  ],
  ["a role without an origin", "I5: role ro1 has no origin, or several", [role("ro1")]],
  ["a role that nobody gave", "I5: role ro1 was given 0 times", []],
  [
    "a state that no audit row tells",
    "I6: r6 is withdrawn, which no audit row says",
    [registration("r6", "withdrawn")],
  ],
  [
    "a transition that is skipped",
    "I6: audit row .* of r7 does not follow from the one before",
    [
      registration("r7", "refused"),
      audit("r7", { operation: "op7" }),
      audit("r7", { from: "underReview", to: "refused", operation: "op8" }),
    ],
  ],
  [
    "an audit row without its operation, which is younger than some that are kept",
    "I6: audit row .* belongs to no operation",
    [
      row("operation", { id: "a:0", person_id: person, at: 4 }),
      row("audit_event", { at: 4, subject_id: "o", operation_id: "a:0" }),
    ],
  ],
  [
    "an audit row of nobody's without its operation",
    "I6: audit row 990 belongs to no operation",
    [row("audit_event", { id: 990, at: 1, actor: "system", subject_id: "o", operation_id: "a:none" })],
  ],
  [
    "an operation without an audit row",
    "I6: operation seat.order:1 left no audit row",
    ["insert into operation (id, action, next, at) values ('seat.order:1', 'seat.order', 'x', 5)"],
  ],
  [
    "a message that never leaves",
    "I7: message m1 is sending still",
    [message("m1", "sending")],
    { settled: true },
  ],
  [
    "a message dropped early",
    "I7: message m2 was dropped before it was of no use",
    [message("m2", "dropped")],
  ],
  [
    "a message sent without an answer",
    "I7: message m3 was sent and the provider has no name for it",
    [message("m3", "sent")],
  ],
  [
    "a message accepted twice",
    "I7: the provider accepted ob/m3 2 times",
    [],
    { accepted: ["ob/m3", "ob/m3"] },
  ],
  [
    "a message that was lost",
    "I7: message m3 is sent and the provider never accepted it",
    [],
    { accepted: [] },
  ],
  [
    "a link that acted when it had expired",
    "I8: link l8 acted outside its time",
    [link("l8", "r8", { expires: 5 })],
  ],
  [
    "a link that was replaced and acted",
    "I8: link l9 was replaced and acted",
    [link("l9", "r10", { replaced: "4" })],
  ],
  ["an operation carried out twice", "I11: operation op4 moved r4 2 times", []],
  [
    "a message written twice",
    "I11: operation op11 wrote 2 messages welcome",
    [
      message("m4", "queued", { extra: "operation_id", value: "'op11'" }),
      message("m5", "queued", { extra: "operation_id", value: "'op11'" }),
    ],
  ],
  [
    "people without anybody who decides",
    "I13: organization nordlys-bergen has people and nobody decides",
    [role("ro2", { at: "nordlys-bergen" })],
  ],
  [
    "an acknowledged write that is missing",
    "I14: operation a:1 was acknowledged and is missing",
    [],
    { acknowledged: ["a:1"] },
  ],
  [
    "an administrator without a seat",
    "I14: registration r14 says administrator without a seat and a role",
    [registration("r14", "administrator")],
  ],
  ["a seat without its registration", "I14: seat s5 was claimed by a registration that is missing", []],
  [
    "a review that nobody opened",
    "I14: registration r15 is under review and no review is open",
    [registration("r15", "underReview")],
  ],
  [
    "somebody who waits for nobody",
    "I14: registration r16 waits for a decision that nobody is asked for",
    [registration("r16", "requested")],
  ],
  [
    "a request that nobody waits for",
    "I14: request q4 is undecided for a registration that is withdrawn",
    [request("q4", "pending")],
  ],
  [
    "a link that no message carries",
    "I14: link l15 is live and no message carries it",
    [link("l15", "r15", { acted: "null, null" })],
  ],
];
