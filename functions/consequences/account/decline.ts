import type { AccountRow } from "#db/queries/account.ts";
import type { NomineeRow } from "#db/queries/nominee.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { tell, together } from "#functions/command/consequences.ts";
import type { Accepted } from "#functions/command/decision.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { endAccount } from "./end.ts";
import { called, requesterReader } from "./readers.ts";

interface Declining {
  readonly account: AccountRow;
  readonly nominees: readonly NomineeRow[];
  readonly person: Person;
  /** The reason as it was typed. */
  readonly comment: string | undefined;
}

/** The authorizer declines with a reason, which the requester is told (src/domain/README.md 3.6). */
export function declineAccount(
  { account, nominees, person, comment: typed }: Declining,
  context: Context,
): Accepted {
  const comment = manyLines(typed ?? "");
  const problem = longText(comment);
  if (problem)
    throw invalid({ comment: { key: `activation.errors.comment${problem.kind}`, params: problem.params } });
  const name = account.name ?? "";
  const requester = called(requesterReader(account));
  return {
    next: "tasks",
    check: {
      question: { key: "acts.decline.question", params: { name } },
      loses: [{ key: "acts.decline.ends", params: { name } }],
      follows: [{ key: "acts.decline.never" }, { key: "acts.decline.told", params: { name: requester } }],
      quote: comment,
      confirm: { key: "acts.decline.confirm" },
    },
    ...together(
      endAccount(account, nominees, "decline", comment, context),
      tell("account-declined", requesterReader(account), {
        account: name,
        by: { ...person, name: calledTo(requesterReader(account), person, []) },
        comment,
        request: `requests/${account.id}`,
      }),
    ),
  };
}
