import { audit, message, type Planted } from "./rows.ts";

const digest = audit("somebody/clairval", { action: "subscription.digest", to: "2026-12-01" });
const letter = { template: "report-digest", extra: "operation_id", value: "'digest-operation'" };

/** What is told twice. */
export const reports: Planted[] = [
  [
    "a digest that was made twice",
    "I17: the digest somebody/clairval of 2026-12-01 was made 2 times",
    [digest, digest],
  ],
  [
    "two digests of one making",
    "I17: operation digest-operation sent 2 digests",
    [message("d1", "sent", letter), message("d2", "sent", letter)],
  ],
  [
    "an alert that nobody raised",
    "I17: alert a1 was raised 0 times",
    [
      `insert into alert (id, organization_id, kind, subject, step, since, severity, devices, state, raised_at, changed_at)
       values ('a1', 'clairval', 'contract', 'c', 'in90', '2026-11-01', 'low', 1, 'open', 5, 5)`,
    ],
  ],
];
