import { accountById, noteWarnings } from "#db/queries/account.ts";
import { activateUntil, standsAt, warningsDue } from "#src/domain/account.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { change, record, tell, together } from "#functions/command/consequences.ts";
import { bothReaders } from "#functions/consequences/account/readers.ts";

/** Warns 30 and 7 days before an account expires: the authorizer with the link, and the requester (src/domain/README.md 3.7). */
export const warn = scheduledCommand({
  action: "account.warn",
  input: ({ id = "" }) => ({ id }),
  load: ({ id }) => ({ account: accountById(id) }),
  decide: ({ account: [account] }, _, context) => {
    const { now } = context;
    if (!account || standsAt(account, now) !== "provisional") return { next: "" };
    const due = warningsDue(account.activationSentAt!, now);
    if (due <= account.warnings) return { next: "" };
    return {
      next: "",
      ...together(
        change(noteWarnings(account.id, due, now)),
        record({ subjectId: account.id, from: account.state, to: account.state }),
        bothReaders(account).map((to) => {
          const activates = to.email === account.authorizerEmail;
          const words = {
            account: account.name ?? "",
            domain: account.domainIdentifier ?? "",
            requester: account.requesterName || account.requesterEmail,
            requesterEmail: account.requesterEmail,
            authorizer: account.authorizerEmail ?? "",
            activates,
            request: `requests/${account.id}`,
            until: activateUntil(account.activationSentAt!),
          };
          return tell(
            "account-expiring",
            to,
            words,
            activates && account.linkId ? { linkId: account.linkId } : {},
          );
        }),
      ),
    };
  },
});
