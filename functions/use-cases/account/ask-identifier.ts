import { holderOf } from "#db/queries/account.ts";
import { strangersWithin } from "#db/queries/identifier-evidence.ts";
import { accessReason } from "#src/domain/access-reason.ts";
import { readIdentifier, reasonsToApprove } from "#src/domain/domain-identifier.ts";
import { mailboxOf } from "#src/domain/email.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { isOpen } from "#src/domain/review.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, tell, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { oneMoreCase, openCases } from "#functions/quotas/open-cases.ts";
import { askingSomebody, guessingAccount } from "#functions/quotas/quotas.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { identifierRecordsOf } from "#functions/standing/identifier-change.ts";

/**
 * An administrator asks for another identifier of a Smart Account in use; an agent looks at it first, whoever's domain it is
 * (src/domain/README.md 5.6). Whether another account has it, one learns at the pace of guesses (SECURITY.md 6).
 */
export const askIdentifier = command({
  action: "account.ask-identifier",

  input: ({ domain = "", domainIdentifier = "", reason = "" }) => {
    const read = readIdentifier(domainIdentifier);
    return {
      domain,
      wanted: "identifier" in read ? read.identifier : "",
      problem: "problem" in read ? read.problem : null,
      ...accessReasonOf(reason),
    };
  },

  load: ({ domain, wanted }, context) => ({
    ...identifierRecordsOf({ domain }, context),
    holder: holderOf(wanted),
    strangers: strangersWithin(wanted),
    ...knownAgents(context),
    ...openCases(asker(context)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
    ...guessingAccount.read(
      { "account-person": askerMailbox(context), "account-network": context.network },
      context,
    ),
  }),

  attempt: attemptIn,
  allow: inAccount("account.manage"),

  done: ({ asked: [asked] }) =>
    asked ? { said: { key: "acts.identifier.done", params: { identifier: asked.wanted } } } : null,

  decide: ({ person: me, place, right }, loaded, { wanted, problem, reason, reasonProblem }, context) => {
    const next = accountAddress(place.domain, "identifier");
    const [asked] = loaded.asked;
    if (asked && isOpen(asked)) return { next };
    const guesser = { "account-person": mailboxOf(me.email), "account-network": context.network };
    guessingAccount.check(loaded, guesser, context);
    const [holder] = loaded.holder;
    const errors: FieldErrors = {
      ...(problem && { domainIdentifier: { key: `accounts.errors.domainIdentifier${problem}` } }),
      ...(holder && {
        domainIdentifier: {
          key:
            holder.id === place.id
              ? "account.identifier.errors.same"
              : "accounts.errors.domainIdentifierTaken",
        },
      }),
      ...(reasonProblem && { reason: reasonProblem }),
    };
    // Refused for its reason alone, it has said that nobody has the identifier.
    const guesses = wanted !== "" && holder?.id !== place.id;
    if (Object.keys(errors).length)
      return {
        refusal: invalid(errors),
        writes: guesses ? guessingAccount.count(guesser, context).writes : [],
      };
    const review = openReview(
      {
        kind: "identifierChange",
        subjectId: place.id,
        person: me,
        placeName: wanted,
        // Whether the address is of that domain stands among what is found about it.
        reasons: [
          "identifierChanges",
          ...reasonsToApprove(wanted, me.email, loaded.strangers).filter(
            (one) => one !== "foreignIdentifier",
          ),
        ],
        wanted,
        answer: reason,
      },
      loaded.known,
      context,
    );
    return {
      next,
      ...together(
        askingSomebody.take(loaded, { ask: mailboxOf(me.email) }, context),
        oneMoreCase(loaded, me),
        hold(right),
        tell("under-review", me, { place: wanted, dueAt: review.dueAt, address: next }),
        review,
      ),
    };
  },
});

function accessReasonOf(typed: string) {
  const { reason, problem } = accessReason(typed);
  return { reason, reasonProblem: problem };
}
