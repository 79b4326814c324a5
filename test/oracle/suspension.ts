import { sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

const running = sql`suspension s join person p on p.id = s.person_id`;

/** True of an instant at which a suspension `s` lasted; not of the instants of its own writes. */
const lasted = (at: ReturnType<typeof sql>) =>
  sql`${at} > s.suspended_at and (s.restored_at is null or ${at} < s.restored_at)`;

export const suspension: readonly Invariant[] = [
  {
    id: "I19",
    says: "whoever is suspended holds no session, does nothing and is sent nothing but the notice",
    searches: () => [
      sql`select 'suspension ' || s.id || ' runs, and the person has access' as what from ${running}
        where s.restored_at is null and p.disabled_at is null`,
      sql`select 'session ' || one.id || ' is of somebody suspended' as what from ${running}
        join session one on one.user_id = s.person_id where s.restored_at is null`,
      sql`select 'event ' || e.id || ' is by somebody suspended: ' || e.action as what from ${running}
        join audit_event e on e.actor = s.person_id and e.refusal is null where ${lasted(sql`e.at`)}`,
      sql`select 'message ' || o.id || ' was for somebody suspended: ' || o.template as what from ${running}
        join outbox o on o.recipient = p.email and o.template <> 'access-suspended'
        where ${lasted(sql`o.created_at`)} and o.state not in ('withheld', 'gathered', 'summarized')`,
    ],
  },
];
