import type { Evidence } from "#test/oracle/invariant.ts";

/** What is planted, what the oracle says of it, and the statements that plant it beside those before. */
export type Planted = [what: string, found: string, statements: string[], evidence?: Evidence];

export const person = "demo-camille-renard";
export const other = "demo-luc-fontenoy";

export const seat = (
  id: string,
  { at = "clairval", by = person, position = 1, origin = "claim", from = "nothing" } = {},
) =>
  `insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
   values ('${id}', '${at}', '${by}', ${position}, '${origin}', '${from}', 5)`;
export const audit = (
  subject: string,
  { action = "x", from = null as string | null, to = "draft", operation = "op" } = {},
) =>
  `insert into audit_event (at, actor, action, subject_id, from_state, to_state, operation_id)
   values (5, '${person}', '${action}', '${subject}', ${from === null ? "null" : `'${from}'`}, '${to}', '${operation}')`;
export const registration = (id: string, state = "draft") =>
  `insert into registration (id, person_id, state, answers, created_at, changed_at)
   values ('${id}', '${person}', '${state}', '{"contractNumber":"unknown"}', 5, 5)`;
export const role = (id: string, { at = "clairval", from = "nothing" } = {}) =>
  `insert into role (id, organization_id, person_id, role, origin_id, created_at)
   values ('${id}', '${at}', '${person}', 'customer-user', '${from}', 5)`;
export const link = (
  id: string,
  subject: string,
  { acted = "5, 'demo-camille-renard'", expires = 9, replaced = "null", purpose = "confirmAddress" } = {},
) =>
  `insert into link (id, purpose, email, subject_id, nonce, token_hash, created_at, expires_at, replaced_at, acted_at, acted_by)
   values ('${id}', '${purpose}', 'camille.renard@clairval.example', '${subject}', 'n', '${id}', 4, ${expires}, ${replaced}, ${acted})`;
export const request = (id: string, state: string, { decided = "null, null", of = "r4" } = {}) =>
  `insert into access_request (id, requester_id, organization_id, registration_id, contract_number, serial_number, state, clock_at, created_at, decided_at, decided_by)
   values ('${id}', '${person}', 'clairval-be', '${of}', 'c', 's', '${state}', 5, 5, ${decided})`;
export const message = (id: string, state: string, { extra = "", value = "", template = "welcome" } = {}) =>
  `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at${extra && `, ${extra}`})
   values ('${id}', '${template}', 'a@b.example', 'en', 1, 's', 'h', 't', '${state}', 5, 5, 5${value && `, ${value}`})`;

const defaults = {
  access_request: {
    requester_id: person,
    organization_id: "clairval-be" as string | null,
    state: "pending",
    clock_at: 5,
    created_at: 5,
  },
  audit_event: { at: 5, actor: person, action: "x", operation_id: "op" },
  link: {
    purpose: "decideRequest",
    email: "camille.renard@clairval.example",
    nonce: "n",
    created_at: 4,
    expires_at: 9,
  },
  nominee: {
    email: "luc.fontenoy@clairval.example",
    language: "fr",
    role: "smart-account-user",
    created_at: 5,
    changed_at: 5,
  },
  operation: { action: "x", next: "portal", at: 5 },
  provisioning: { person_id: person, operation_id: "none", state: "done", due_at: 5, created_at: 5 },
  reclaim: {
    organization_id: "clairval",
    claimant_id: person,
    object_until: 9,
    created_at: 5,
    changed_at: 5,
  },
  review: { kind: "registration", reasons: "[]", state: "open", due_at: 9, created_at: 5 },
  role: { person_id: person, role: "customer-user", origin_id: "nothing", created_at: 5 },
  seat: { person_id: person, position: 1, origin: "claim", origin_id: "nothing", created_at: 5 },
  smart_account: {
    kind: "own",
    state: "active",
    requester_id: person,
    answers: "{}",
    created_at: 5,
    changed_at: 5,
  },
  virtual_account: { name: "Lab", created_at: 5 },
};

type Value = string | number | null;

const written = (value: Value) => (typeof value === "string" ? `'${value}'` : String(value));

/** One row of a table; what is not said is as in most of them. */
export function row(table: keyof typeof defaults, columns: Record<string, Value>): string {
  const values: Record<string, Value> = { ...defaults[table], ...columns };
  return `insert into ${table} (${Object.keys(values).join(", ")})
    values (${Object.values(values).map(written).join(", ")})`;
}
