import {
  accountById,
  type AccountRow,
  holderOf,
  identifierOr,
  idsPendingFor,
  pendingFor,
  requesterOf,
} from "#db/queries/account.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { strangersWithin } from "#db/queries/identifier-evidence.ts";
import { nomineesAmong, nomineesOf } from "#db/queries/nominee.ts";
import { identifierApproval, identifierReviews } from "#db/queries/review.ts";
import { type AccountState, activateUntil, standsAt } from "#src/domain/account.ts";
import { type Company, companyFields, readCompany } from "#src/domain/company.ts";
import { isForeign, readIdentifier, reasonsToApprove } from "#src/domain/domain-identifier.ts";
import { domainOf, mailboxOf, normalizeEmail } from "#src/domain/email.ts";
import { identity } from "#src/domain/journeys/account/identity.ts";
import { nomineesAllowed } from "#src/domain/nominee-decisions.ts";
import { agreement } from "#src/domain/limits.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { accountTimeline } from "#src/domain/timeline.ts";
import { type Fields, lines } from "#functions/command/command.ts";
import { askerMailbox } from "#functions/command/query.ts";
import { activate } from "#functions/consequences/account/activate.ts";
import { approveFirst } from "#functions/consequences/account/approve-first.ts";
import { declineAccount } from "#functions/consequences/account/decline.ts";
import { openCases } from "#functions/quotas/open-cases.ts";
import { guessingAccount } from "#functions/quotas/quotas.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";
import { requestedAs } from "#functions/standing/requested-account.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

type SentState = Exclude<AccountState, "draft" | "provisional">;

/** The authorizer corrects, activates or declines an account (src/domain/README.md 3.6). */
export const activateAccount = matter({
  action: "account.activate",
  repeated: ["allow"],

  load: (hash, context, fields) => {
    const typed = readIdentifier(fields?.["domainIdentifier"] ?? "");
    const identifier = identifierOr("identifier" in typed ? typed.identifier : "", subjectByHash(hash));
    return {
      link: linkByHash(hash),
      account: accountById(subjectByHash(hash)),
      nominees: nomineesOf(subjectByHash(hash)),
      approval: identifierApproval(subjectByHash(hash)),
      holder: holderOf(identifier),
      strangers: strangersWithin(identifier),
      pending: pendingFor(identifier),
      pendingNominees: nomineesAmong(idsPendingFor(identifier)),
      pendingReviews: identifierReviews(idsPendingFor(identifier)),
      ...guessingAccount.read(
        { "account-person": askerMailbox(context), "account-network": context.network },
        context,
      ),
      ...knownAgents(context),
      ...openCases(requesterOf(subjectByHash(hash))),
    };
  },

  place: ({ account: [account] }) => (account ? requestedAs(account).name : ""),

  view: ({ person }, { account: rows, approval, nominees }, { now }) => {
    const account = rows[0]!;
    const state = standsAt(account, now);
    if (state !== "provisional")
      return { face: "accountOver" as const, status: 410, state: state as SentState, id: account.id };
    return {
      face: "activateAccount" as const,
      own: account.requesterId === person.id,
      kind: account.kind,
      requester: {
        name: account.requesterName,
        email: account.requesterEmail,
        company: account.requesterCompany,
      },
      message: account.message,
      since: account.createdAt,
      until: activateUntil(account.activationSentAt!),
      timeline: accountTimeline(
        { state, createdAt: account.createdAt, sentAt: account.activationSentAt, dueAt: null },
        now,
      ),
      accountName: account.name ?? "",
      domainIdentifier: account.domainIdentifier ?? "",
      ownDomain: domainOf(person.email),
      approved: approval.length > 0,
      company: Object.fromEntries(companyFields.map((field) => [field, account[field] ?? ""])) as Company,
      nominees: nominees
        .filter((one) => one.state === "nominated")
        .map(({ id, email, role }) => ({ id, email, role })),
      agreement,
    };
  },

  attempt: ({ account: [account] }) => account && { subjectId: account.id },

  done: ({ account: [account] }, { decision, accountName, domainIdentifier }) => {
    if (!account) return null;
    const denied = decision === "deny";
    const name = (!denied && accountName) || (account.name ?? "");
    const requester = account.requesterName || account.requesterEmail;
    // Another identifier may wait for an agent: the page of the request tells.
    const same = (domainIdentifier?.trim() ?? account.domainIdentifier) === account.domainIdentifier;
    return denied || same
      ? { said: { key: denied ? "acts.decline.done" : "acts.activate.done", params: { name, requester } } }
      : null;
  },

  repeat: (_, { account: [account] }, { decision }) => {
    if (account?.state === "active" && decision === "approve") return `requests/${account.id}`;
    return account?.state === "declined" && decision === "deny" ? "tasks" : null;
  },

  decide: ({ person }, { account: [account], nominees, ...loaded }, fields, context) => {
    const { now } = context;
    const { decision, comment } = fields;
    if (!account || standsAt(account, now) !== "provisional") throw linkOver();
    if (decision === "deny") return declineAccount({ account, nominees, person, comment }, context);
    if (decision !== "approve") throw invalid({ decision: { key: "activation.errors.activateOrDecline" } });
    shownLately(person, context);
    const stated = read(fields, account);
    const changed = stated.domainIdentifier !== account.domainIdentifier;
    const access = nomineesAllowed(
      fields,
      lines(fields["allow"]).map((email) => normalizeEmail(email) ?? ""),
      nominees.filter(({ state }) => state === "nominated"),
    );
    const errors: FieldErrors = {
      ...stated.errors,
      ...(loaded.holder.length > 0 && { domainIdentifier: { key: "accounts.errors.domainIdentifierTaken" } }),
      ...access.errors,
      ...(fields["acceptAgreement"] !== "yes" && {
        acceptAgreement: { key: "activation.errors.acceptAgreementRequired" },
      }),
    };
    const guesser = { "account-person": mailboxOf(person.email), "account-network": context.network };
    const guesses = changed && isForeign(stated.domainIdentifier, person.email);
    if (guesses) guessingAccount.check(loaded, guesser, context);
    if (Object.keys(errors).length) {
      if (!guesses) throw invalid(errors);
      return { refusal: invalid(errors), writes: guessingAccount.count(guesser, context).writes };
    }
    const activation = {
      ...stated,
      account,
      nominees,
      person,
      others: {
        accounts: loaded.pending.filter(({ id }) => id !== account.id),
        nominees: loaded.pendingNominees,
        reviews: loaded.pendingReviews,
      },
      allow: access.allow,
    };
    // Whoever activates may read another company's address by now than when the identifier was asked for.
    const isUnseen = changed || (isForeign(stated.domainIdentifier, person.email) && !loaded.approval.length);
    const reasons = isUnseen ? reasonsToApprove(stated.domainIdentifier, person.email, loaded.strangers) : [];
    return reasons.length
      ? approveFirst(activation, reasons, loaded, context)
      : activate(activation, context);
  },
});

/** Name, identifier and company as they were corrected; what was not sent stays as it was requested. */
function read(fields: Fields, account: AccountRow) {
  const named = identity.read({
    accountName: fields["accountName"] ?? account.name ?? "",
    domainIdentifier: fields["domainIdentifier"] ?? account.domainIdentifier ?? "",
  });
  const company = readCompany(
    Object.fromEntries(companyFields.map((field) => [field, fields[field] ?? account[field] ?? ""])),
  );
  return {
    name: named.answers.accountName ?? "",
    domainIdentifier: named.answers.domainIdentifier ?? "",
    company: company.company,
    errors: { ...named.errors, ...company.errors } as FieldErrors,
  };
}
