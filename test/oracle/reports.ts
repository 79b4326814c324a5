import { sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

export const reports: readonly Invariant[] = [
  {
    id: "I17",
    says: "one digest per person, organization and period, one alert per matter",
    searches: () => [
      sql`select 'the digest ' || subject_id || ' of ' || to_state || ' was made ' || count(*) || ' times' as what
        from audit_event where action = 'subscription.digest' group by subject_id, to_state having count(*) > 1`,
      sql`select 'operation ' || operation_id || ' sent ' || count(*) || ' digests' as what
        from outbox where template = 'report-digest' group by operation_id having count(*) > 1`,
      sql`select 'alert ' || a.id || ' was raised ' || count(e.id) || ' times' as what
        from alert a left join audit_event e on e.subject_id = a.id and e.action = 'alert.raise'
        group by a.id having count(e.id) <> 1`,
    ],
  },
];
