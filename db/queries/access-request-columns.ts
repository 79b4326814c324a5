import { sql, type SQL } from "drizzle-orm";
import { listOf } from "#db/list.ts";
import type { ReviewState } from "#src/domain/review.ts";
import { emailAt } from "./person.ts";

/** What the place of a request is called: of organization `o`, or of account `c` with virtual account `u`; else as it was. */
const nameOf = (part: SQL, asItWas = sql`null`) =>
  sql`coalesce(o.name, ${asItWas}, c.name || ' (' || c.domain_identifier || ${part} || ')')`;
export const wholeName = nameOf(sql`''`);
const partOf = sql`coalesce(': ' || u.name, '')`;
/** An account is as it was asked for once that is settled: what it is called since is told to whoever has something in it. */
export const placeName = nameOf(partOf, sql`iif(a.decided_at is null, null, a.called)`);
export const askedName = nameOf(partOf, sql`a.called`);

/** The places of a request `a`: organization `o`, or account `c` with virtual account `u`. */
export const places = sql`
    left join organization o on o.id = a.organization_id
    left join smart_account c on c.id = a.account_id
    left join virtual_account u on u.id = a.virtual_account_id`;

/** An agent decided request `a`: 1 or 0. */
export const byAgent = sql`exists (select 1 from review v where v.subject_id = a.id and v.kind = 'accessRequest'
  and v.state in ${listOf<ReviewState>(["approved", "refused"])})`;

/** What is settled goes on under the address of that time. */
export const requesterEmail = sql`iif(a.decided_at is null, q.email, ${emailAt("q", sql`a.decided_at`)})`;

/** The profile's company is today's: whoever has another address since is not told by it where that person is. */
export const requesterCompany = sql`iif(${requesterEmail} = q.email, q.company, null)`;
