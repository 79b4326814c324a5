import { accountIdOf } from "#db/queries/account.ts";
import { ofAccount } from "#db/queries/history.ts";
import { limits } from "#src/domain/limits.ts";
import { eventsAsked, historyView } from "#functions/views/organization/history.ts";
import type { HistoryQuestion } from "#functions/views/history-filter.ts";
import { query } from "#functions/command/query.ts";
import { accountHeading, accountPlace, allowedInAccount } from "#functions/rights/account.ts";

type Question = HistoryQuestion & { readonly domain: string };

const history = (perPage: number) =>
  query({
    load: (question: Question, context) => ({
      ...accountPlace(question.domain, context),
      events: eventsAsked(ofAccount(accountIdOf(question.domain)), question, perPage, context),
    }),
    view: (actor, loaded, question, context) => ({
      ...accountHeading(allowedInAccount(actor, loaded, "accountHistory.read")),
      ...historyView(loaded.events, question, perPage, context),
    }),
  });

/** Who did what in a Smart Account, newest first (src/domain/README.md 5.6). */
export const accountHistoryPage = history(limits.history.perPage);

/** The same as one long list, for a file. */
export const accountHistoryExport = history(limits.history.perFile);
