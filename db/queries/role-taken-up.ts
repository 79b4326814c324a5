import { sql } from "drizzle-orm";
import { suffixesOf } from "./email-domain.ts";
import { upwardOf } from "./organization.ts";
import { roleAccepted } from "./role.ts";

/** True of a person `p` whose address is in a domain of the organization of a role `g`, or of one above it. */
const isOfTheCompany = sql`exists (
  with recursive ${upwardOf(sql`g.organization_id`)}, ${suffixesOf(sql`p.email`)}
  select 1 from upward cross join organization_domain d on d.organization_id = upward.id
  join suffix on suffix.domain = d.domain)`;

/** True of a person `p` who has done something in the organization of a role `g` since it was given; to stop mail, or to change the address, is nothing. */
const hasWorkedThere = sql`exists (
  select 1 from audit_event e where e.actor = p.id and +e.organization_id = g.organization_id
    and e.at > g.created_at and e.refusal is null and e.action not like 'subscription.%' and e.action not like 'address.%')`;

/**
 * True of a role `g` in an organization that its holder `p` asked for, accepted or has used since, or was given by the own
 * company: what the portal mails by a role is sent for no other, since whoever likes can put a stranger into a place.
 */
export const isTakenUp = sql`(${roleAccepted} or ${isOfTheCompany} or ${hasWorkedThere})`;
