import { sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

export const addressChange: readonly Invariant[] = [
  {
    id: "I21",
    says: "an address changes only once both mailboxes have confirmed, and is then the person's",
    searches: () => [
      sql`select 'change ' || c.id || ' was made, and the person has another address' as what
        from address_change c join person p on p.id = c.person_id
        where c.state = 'made' and p.email <> c.new_email`,
      sql`select 'change ' || c.id || ' was made without both mailboxes' as what from address_change c
        where c.state in ('made', 'settled', 'undone') and (select count(*) from link
          where subject_id = c.id and purpose = 'changeAddress' and acted_by = c.person_id) <> 2`,
    ],
  },
];
