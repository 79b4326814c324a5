import type { Stage } from "#test/helpers/stage.ts";

/** A portal that is broken on purpose, and the invariant by which a walk has to notice it. */
export interface Sabotage {
  readonly breaks: string;
  readonly what: string;
  /** Statements for its database; a trigger is named `sabotage`. */
  readonly statements?: readonly string[];
  /** What stands between a walk and the portal. */
  readonly between?: (stage: Stage) => Stage;
}

const after = (event: string, table: string, when: string, then: string) =>
  `create trigger sabotage after ${event} on ${table} when ${when} begin ${then}; end`;
const before = (event: string, table: string, when: string) =>
  `create trigger sabotage before ${event} on ${table} when ${when} begin select raise(ignore); end`;

const copyOfMessage = `insert into outbox (id, template, recipient, language, priority, subject, html, text, link_id,
  operation_id, state, due_at, created_at, changed_at) values (new.id || '-2', new.template, new.recipient, new.language,
  new.priority, new.subject, new.html, new.text, new.link_id, new.operation_id, new.state, new.due_at, new.created_at,
  new.changed_at)`;

export const sabotages: readonly Sabotage[] = [
  {
    breaks: "I1",
    what: "nothing keeps a second person from being first",
    statements: [
      "drop index seat_one_per_position",
      after(
        "insert",
        "seat",
        "new.origin in ('nomination', 'appointment')",
        "update seat set position = 1 where id = new.id",
      ),
    ],
  },
  {
    breaks: "I2",
    what: "whoever is nominated nominates himself",
    statements: [
      after(
        "insert",
        "seat",
        "new.origin = 'nomination'",
        "update seat set origin_id = new.person_id where id = new.id",
      ),
    ],
  },
  {
    breaks: "I3",
    what: "who asked is not told the decision",
    statements: [
      after(
        "insert",
        "outbox",
        "new.template in ('access-granted', 'access-denied', 'information-asked', 'welcome')",
        "delete from outbox where id = new.id and new.link_id is null",
      ),
    ],
  },
  {
    breaks: "I4",
    what: "decisions are recorded as of somebody who could not make them",
    statements: [
      after(
        "update of state",
        "access_request",
        "new.state in ('approved', 'denied')",
        `update access_request set decided_by = (select p.id from person p where p.id <> new.requester_id
          and not exists (select 1 from seat where person_id = p.id) order by p.created_at desc limit 1)
          where id = new.id`,
      ),
    ],
  },
  {
    breaks: "I5",
    what: "roles come from nowhere",
    statements: [after("insert", "role", "true", "update role set origin_id = 'nowhere' where id = new.id")],
  },
  {
    breaks: "I6",
    what: "what happens to requests is not recorded",
    statements: [before("insert", "audit_event", "new.action like 'accessRequest.%'")],
  },
  {
    breaks: "I7",
    what: "messages are dropped that somebody waits for",
    statements: [
      after(
        "insert",
        "outbox",
        "new.template = 'request-to-decide'",
        "update outbox set state = 'dropped' where id = new.id",
      ),
    ],
  },
  {
    breaks: "I8",
    what: "links act at the instant at which they expire",
    statements: [
      after(
        "update of acted_at",
        "link",
        "new.acted_at is not null",
        "update link set expires_at = new.acted_at where id = new.id",
      ),
    ],
  },
  {
    breaks: "I9",
    what: "whoever asks for an account can use it at once",
    statements: [
      after(
        "update of state",
        "smart_account",
        "new.state in ('provisional', 'underApproval')",
        `insert into role (id, account_id, person_id, role, origin_id, created_at)
          values (new.id || '-early', new.id, new.requester_id, 'smart-account-user', new.id, new.changed_at)`,
      ),
    ],
  },
  {
    breaks: "I10",
    what: "somebody is answered with a page of somebody else",
    between: (stage) => {
      let other: { cookie: string } | null = null;
      return {
        ...stage,
        get: (who, path) => stage.get(other ?? who, path),
        post(who, path, fields) {
          other = who;
          return stage.post(who, path, fields);
        },
      };
    },
  },
  {
    breaks: "I11",
    what: "whoever has to decide is asked twice",
    statements: [after("insert", "outbox", "new.template = 'request-to-decide'", copyOfMessage)],
  },
  {
    breaks: "I12",
    what: "opening a page presses a button",
    between: (stage) => ({
      ...stage,
      async get(who, path) {
        await stage.post(who, "/en/accounts/new/authorization", { authority: "self" });
        return stage.get(who, path);
      },
    }),
  },
  {
    breaks: "I13",
    what: "nobody hears that nobody decides any more",
    statements: [before("insert", "review", "new.kind = 'vacancy'")],
  },
  {
    breaks: "I14",
    what: "a granted request gives no role",
    statements: [
      after(
        "insert",
        "role",
        "exists (select 1 from access_request where id = new.origin_id)",
        "delete from role where id = new.id",
      ),
    ],
  },
  {
    breaks: "I19",
    what: "whoever is suspended stays signed in",
    statements: [before("delete", "session", "true")],
  },
];

/** What undoes a sabotage, after what it has written was cleared away. */
export const undo: readonly string[] = [
  "drop trigger if exists sabotage",
  "create unique index if not exists seat_one_per_position on seat (organization_id, position) where ended_at is null",
];
