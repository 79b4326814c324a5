import { sql } from "drizzle-orm";
import { message } from "#src/domain/message.ts";
import { type Invariant, rowsOf } from "./invariant.ts";

export const outbox: readonly Invariant[] = [
  {
    id: "I7",
    says: "every outbox row ends sent or set aside (a sign-in code: or dropped at its expiry); the provider accepts one per row",
    searches: ({ settled = false, accepted }) => [
      sql`select 'message ' || id || ' is ' || state as what from outbox
        where state not in (select value from ${rowsOf(message.states)})`,
      sql`select 'message ' || id || ' was dropped before it was of no use' as what from outbox
        where state = 'dropped' and (expires_at is null or changed_at < expires_at)`,
      sql`select 'message ' || id || ' was sent and the provider has no name for it' as what from outbox
        where state = 'sent' and provider_id is null`,
      sql`select 'message ' || id || ' was set aside for no reason' as what from outbox
        where state = 'set-aside' and problem is null`,
      ...(settled
        ? [
            sql`select 'message ' || id || ' is ' || state || ' still' as what from outbox where state in ('queued', 'sending')`,
          ]
        : []),
      ...(accepted
        ? [
            sql`select 'the provider accepted ' || value || ' ' || count(*) || ' times' as what
              from ${rowsOf(accepted)} group by value having count(*) > 1`,
            sql`select 'the provider accepted ' || value || ', which nobody wrote' as what from ${rowsOf(accepted)}
              where not exists (select 1 from outbox where id = substr(value, 4)
                or resent and value glob 'ob/' || id || '/[0-9]*')`,
            sql`select 'message ' || id || ' is ' || state || ' and the provider never accepted it' as what from outbox
              where state in ('sent', 'delivered', 'bounced', 'complained')
                and 'ob/' || id not in (select value from ${rowsOf(accepted)})`,
          ]
        : []),
    ],
  },
];
