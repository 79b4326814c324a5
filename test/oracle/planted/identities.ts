import type { Planted } from "./rows.ts";

/** An identity that is linked although its person has ended it. */
export const identities: Planted[] = [
  [
    "an identity of somebody to whom it is refused",
    "I22: identity anew signs in to whom it is refused",
    [
      `insert into refused_identity (id, person_id, issuer, subject, linked_at, ended_at)
       values ('ended', 'demo-luc-fontenoy', 'https://login.example', 'luc', 1, 2)`,
      `insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
       values ('anew', 'luc', 'https://login.example', 'demo-luc-fontenoy', 3, 3)`,
    ],
  ],
];
