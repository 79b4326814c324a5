import { type SQL, sql } from "drizzle-orm";
import { emailOf } from "./person.ts";

/**
 * True of whoever asked for something, or is to authorize it. It is looked for among what is the person's own, never by
 * its id: so that it takes the same whether somebody else has it or nobody.
 */
export const isPartyTo = (personId: SQL, id: string) => sql`(
  exists (select 1 from access_request where requester_id = ${personId} and +id = ${id})
  or exists (select 1 from smart_account where requester_id = ${personId} and +id = ${id})
  or exists (select 1 from smart_account where authorizer_email = ${emailOf(personId)} and +id = ${id}))`;
