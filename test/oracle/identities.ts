import { sql } from "drizzle-orm";
import type { Invariant } from "./invariant.ts";

export const identities: readonly Invariant[] = [
  {
    id: "I22",
    says: "an identity at a provider that is refused to somebody does not sign that person in",
    searches: () => [
      sql`select 'identity ' || a.id || ' signs in to whom it is refused' as what from account a
        join refused_identity r on r.person_id = a.user_id and r.issuer = a.provider_id and r.subject = a.account_id`,
    ],
  },
];
