import { audit, message, type Planted } from "./rows.ts";

const digest = audit("somebody/clairval", { action: "subscription.digest", to: "2026-12-01" });
const letter = { template: "report-digest", extra: "operation_id", value: "'digest-operation'" };

const strangersContract = `insert into contract values ('STRANGE', 'SP Base', 'noorderkaai', '2020-01-01', '2030-01-01')`;
const upload = (id: string, state: string) =>
  `insert into device_upload (id, organization_id, state, mode, sha256, header, separator, sound, rejected, created_at, changed_at)
   values ('${id}', 'clairval', '${state}', 'add', '', '', ',', 0, 0, 5, 5)`;

/** What tells of a stranger, and what is loaded or told twice. */
export const reports: Planted[] = [
  [
    "a device with a stranger's contract",
    "I15: device STRANGE1 of clairval names the contract STRANGE of a stranger",
    [
      strangersContract,
      `insert into inventory values ('clairval', 'STRANGE1', 'h', '10.0.0.1', 'P', null, null, 'u', 5, 5, 'STRANGE', null, 'covered', 'unknown')`,
    ],
  ],
  [
    "a count of a stranger's contract",
    "I15: the count of P of clairval names the contract STRANGE of a stranger",
    [`insert into inventory_count values ('clairval', 'P', 'STRANGE', 'covered', 'unknown', 1, 5)`],
  ],
  [
    "an alert of a stranger's contract",
    "I15: alert a2 of clairval names the contract STRANGE of a stranger",
    [
      `insert into alert (id, organization_id, kind, subject, step, since, severity, devices, state, raised_at, changed_at)
       values ('a2', 'clairval', 'contract', 'STRANGE', 'in90', '2026-11-01', 'low', 1, 'open', 5, 5)`,
    ],
  ],
  [
    "an upload that was loaded twice",
    "I16: upload u1 is loaded and was loaded 2 times",
    [upload("u1", "loaded"), audit("u1", { action: "upload.load" }), audit("u1", { action: "upload.load" })],
  ],
  [
    "an upload that was loaded and discarded",
    "I16: upload u2 is discarded and was loaded 1 times",
    [upload("u2", "discarded"), audit("u2", { action: "upload.load" })],
  ],
  [
    "two open uploads of one organization",
    "I16: organization clairval has 2 open uploads",
    ["drop index device_upload_open", upload("u3", "open"), upload("u4", "open")],
  ],
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
