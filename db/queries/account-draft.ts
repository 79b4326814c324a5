import { and, eq, type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { smartAccount } from "#db/schema/account.ts";
import type { AccountKind } from "#src/domain/account.ts";
import type { AccountAnswers } from "#src/domain/journeys/account/answers.ts";
import { type AccountRow, accountsWhere } from "./account.ts";
import { strangersWithin } from "./identifier-evidence.ts";

type Row = typeof smartAccount.$inferInsert;

const draftOf = (personId: SQL, kind: AccountKind) => sql`(select id from smart_account
  where requester_id = ${personId} and kind = ${kind} and state = 'draft')`;

const identifierOfDraft = (personId: SQL, kind: AccountKind) => sql`(
  select json_extract(answers, '$.domainIdentifier') from smart_account where id = ${draftOf(personId, kind)})`;

/** The id of the account in use with the identifier which somebody's draft names. */
export const holderOfDraft = (personId: SQL, kind: AccountKind) => sql`(select id from smart_account
  where domain_identifier = ${identifierOfDraft(personId, kind)} and state = 'active')`;

/** The address of the authorizer whom somebody's draft names; empty: none. */
export const authorizerOfDraft = (personId: SQL, kind: AccountKind) => sql`coalesce((
  select json_extract(answers, '$.authorizerEmail') from smart_account where id = ${draftOf(personId, kind)}), '')`;

/** What is in preparation, what was sent last, and which account has the identifier answered. */
export const draftRecords = (personId: SQL, kind: AccountKind) => ({
  draft: accountsWhere(sql`c.id = ${draftOf(personId, kind)}`, 1),
  last: accountsWhere(sql`c.requester_id = ${personId} and c.kind = ${kind} and c.state <> 'draft'`, 1),
  holder: accountsWhere(sql`c.id = ${holderOfDraft(personId, kind)}`, 1),
  strangers: strangersWithin(identifierOfDraft(personId, kind)),
});

export const startDraft = (
  row: Pick<Row, "id" | "kind" | "requesterId" | "answers"> & { readonly createdAt: number },
) => build.insert(smartAccount).values({ ...row, state: "draft", changedAt: row.createdAt });

/** Changes a draft's answers as long as they are those that were read. */
export const saveDraft = (
  { id, changedAt }: Pick<AccountRow, "id" | "changedAt">,
  answers: AccountAnswers,
  now: number,
) =>
  build
    .update(smartAccount)
    .set({ answers, changedAt: Math.max(now, changedAt + 1) })
    .where(
      and(eq(smartAccount.id, id), eq(smartAccount.state, "draft"), eq(smartAccount.changedAt, changedAt)),
    );
