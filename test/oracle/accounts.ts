import { sql } from "drizzle-orm";
import { limits } from "#src/domain/limits.ts";
import type { Invariant } from "./invariant.ts";

const window = limits.account.activateWithin;

export const accounts: readonly Invariant[] = [
  {
    id: "I8",
    says: "expired is never approved or activated, nor the reverse",
    searches: () => [
      sql`select 'link ' || id || ' acted outside its time' as what
        from link where acted_at >= expires_at or acted_at < created_at`,
      sql`select 'link ' || id || ' was replaced and acted' as what
        from link where acted_at is not null and replaced_at is not null`,
      sql`select 'request ' || a.id || ' expired and gave a role' as what from access_request a
        where a.state = 'expired' and exists (select 1 from role where origin_id = a.id)`,
      sql`select subject_id || ' expired and was ' || max(to_state) || ' as well' as what from audit_event
        where refusal is null and to_state in ('expired', 'approved', 'active')
        group by subject_id having count(distinct to_state) > 1 and sum(to_state = 'expired') > 0`,
      sql`select 'account ' || id || ' was activated after its time' as what from smart_account
        where activated_at is not null and (activation_sent_at is null
          or activated_at >= activation_sent_at + ${window} or activated_at < activation_sent_at)`,
      sql`select 'account ' || id || ' expired before its time' as what from smart_account
        where state = 'expired' and (ended_at is null or activation_sent_at is null
          or ended_at < activation_sent_at + ${window})`,
      sql`select 'account ' || id || ' is ' || state || ' and was activated' as what from smart_account
        where (state = 'active') <> (activated_at is not null)`,
    ],
  },
  {
    id: "I9",
    says: "nothing in an account is usable before activation",
    searches: () => [
      sql`select 'role ' || g.id || ' is of account ' || c.id || ', which is ' || c.state as what
        from role g join smart_account c on c.id = g.account_id
        where c.state <> 'active' or g.created_at < c.activated_at`,
      sql`select 'virtual account ' || v.id || ' is of account ' || c.id || ', which is ' || c.state as what
        from virtual_account v join smart_account c on c.id = v.account_id
        where c.state <> 'active' or v.created_at < c.activated_at`,
      sql`select 'request ' || a.id || ' is for account ' || c.id || ', which is ' || c.state as what
        from access_request a join smart_account c on c.id = a.account_id
        where c.state <> 'active' or a.created_at < c.activated_at`,
      sql`select 'nominee ' || n.id || ' is ' || n.state || ' in account ' || c.id || ', which is ' || c.state as what
        from nominee n join smart_account c on c.id = n.account_id
        where n.state in ('allowed', 'accepted', 'refused') and c.state <> 'active'`,
      sql`select 'role ' || g.id || ' is of a virtual account that is closed, or of another account' as what
        from role g join virtual_account v on v.id = g.virtual_account_id
        where v.account_id <> g.account_id or (g.ended_at is null and v.closed_at is not null)`,
      sql`select domain_identifier || ' is the identifier of ' || count(*) || ' accounts' as what from smart_account
        where state = 'active'
        group by rtrim(lower(domain_identifier), '.') having count(*) > 1`,
    ],
  },
];
