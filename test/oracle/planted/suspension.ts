import type { Planted } from "./rows.ts";

const suspended = (id: string, person: string, { since = 10, until = "null" } = {}) =>
  `insert into suspension (id, person_id, reason, suspended_at, suspended_by, restored_at)
   values ('${id}', '${person}', 'Lost laptop', ${since}, 'demo-camille-renard', ${until})`;

/** Somebody suspended who goes on. */
export const suspension: Planted[] = [
  [
    "a suspension that suspends nobody",
    "I19: suspension idle runs, and the person has access",
    [suspended("idle", "demo-luc-fontenoy")],
  ],
  [
    "a session of somebody suspended",
    "I19: session kept is of somebody suspended",
    [
      `insert into session (id, token, user_id, expires_at, created_at, updated_at)
       values ('kept', 'kept', 'demo-luc-fontenoy', 99, 5, 5)`,
    ],
  ],
  [
    "a deed of somebody suspended",
    "I19: event \\d+ is by somebody suspended: seat.order",
    [
      `insert into audit_event (at, actor, action, subject_id, operation_id)
       values (11, 'demo-luc-fontenoy', 'seat.order', 'x', 'op')`,
    ],
  ],
  [
    "a message to somebody suspended",
    "I19: message after was for somebody suspended: welcome",
    [
      `insert into outbox (id, template, recipient, language, priority, subject, html, text, state, due_at, created_at, changed_at)
       values ('after', 'welcome', 'luc.fontenoy@clairval-france.example', 'fr', 1, 's', 'h', 't', 'queued', 5, 11, 11)`,
    ],
  ],
];
