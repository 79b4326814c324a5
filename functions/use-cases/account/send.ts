import type { SQL } from "#db/builder.ts";
import { fromTo, mailboxBehind } from "#db/mailbox.ts";
import { moveAccount } from "#db/queries/account.ts";
import { authorizerOfDraft } from "#db/queries/account-draft.ts";
import type { AccountKind } from "#src/domain/account.ts";
import { isOneCompany } from "#src/domain/address-change.ts";
import { companyFields } from "#src/domain/company.ts";
import { mailboxOf } from "#src/domain/email.ts";
import { isLanguage } from "#src/i18n/languages.ts";
import { command } from "#functions/command/command.ts";
import { move, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import { askActivation, type Asking } from "#functions/consequences/account/ask-activation.ts";
import { askApproval } from "#functions/consequences/account/ask-approval.ts";
import { nominate } from "#functions/consequences/account/nominate.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { oneMoreCase, openCases } from "#functions/quotas/open-cases.ts";
import { requestingAccount } from "#functions/quotas/quotas.ts";
import { causing } from "#functions/quotas/writing.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { businessPerson } from "#functions/rights/business-person.ts";
import {
  type Preparation,
  preparation,
  preparationRecords,
} from "#functions/standing/account-preparation.ts";

/** *Submit*: a provisional account; its authorizer is asked, after an agent where one must approve the identifier. */
const sendRequest = (kind: AccountKind) =>
  command({
    action: "account.send",
    input: () => ({}),
    load: (_, context) => ({
      ...preparationRecords(kind, context),
      ...knownAgents(context),
      ...causing.read(context),
      ...openCases(asker(context)),
      ...requestingAccount.read(
        askedIn(mailboxBehind(authorizerOfDraft(asker(context), kind)), context),
        context,
      ),
    }),
    allow: businessPerson,
    decide: (person, { known, ...records }, _, context) => {
      const at = preparation(kind, person, records, context);
      const { draft } = at;
      const current = at.current();
      if (!draft && at.pending) return { next: `requests/${at.pending.id}` };
      if (!draft || !current.endsWith("review")) return { next: current };
      const counted = requestingAccount.take(records, askedBy(at), context);
      const { now } = context;
      const { id } = draft;
      const asking = askingOf(at, context);
      const { toApprove: reasons } = at;
      const held = reasons.length > 0;
      return {
        next: `requests/${id}`,
        ...together(
          counted,
          !at.selfAuthorizes && causing.take(records, person, context),
          held && oneMoreCase(records, person),
          move(moveAccount, draft, held ? "sendForApproval" : "send", {
            ...columnsOf(at),
            authorizerLanguage: asking.authorizer.language,
            activationSentAt: held ? null : now,
            createdAt: now,
            changedAt: now,
          }),
          nominate(at, context),
          held
            ? askApproval({ ...asking, reasons, requester: person, readers: [person] }, known, context)
            : askActivation(asking, context),
        ),
      };
    },
  });

export const sendOwnRequest = sendRequest("own");
export const sendCustomerRequest = sendRequest("customer");

/** Whose tries may count for a request whose authorizer reads a mailbox. */
function askedIn(mailbox: SQL, context: Context) {
  const own = askerMailbox(context);
  return {
    account: own,
    "account-asked-by-one": fromTo(own, mailbox),
    "account-asked-by-colleagues": mailbox,
    "account-asked-by-others": mailbox,
  };
}

/** Whose do. */
function askedBy({ person, selfAuthorizes, authorizerEmail }: Preparation) {
  const own = mailboxOf(person.email);
  const mailbox = selfAuthorizes ? null : mailboxOf(authorizerEmail);
  const isColleague = isOneCompany(person.email, authorizerEmail);
  return {
    account: own,
    "account-asked-by-one": mailbox && `${own} ${mailbox}`,
    "account-asked-by-colleagues": isColleague ? mailbox : null,
    "account-asked-by-others": isColleague ? null : mailbox,
  };
}

/** What was answered, as columns. */
const columnsOf = (at: Preparation) => ({
  domainIdentifier: at.answers.domainIdentifier!,
  name: at.answers.accountName!,
  ...Object.fromEntries(companyFields.map((field) => [field, at.answers[field] || null])),
  authorizerEmail: at.authorizerEmail,
  message: at.answers.message ?? null,
  userNote: at.answers.userNote ?? null,
});

/** What the authorizer is asked. */
const askingOf = (at: Preparation, context: Context): Asking => ({
  id: at.draft!.id,
  kind: at.draft!.kind,
  name: at.answers.accountName!,
  domainIdentifier: at.answers.domainIdentifier!,
  message: at.answers.message ?? null,
  requester: at.person,
  authorizer: authorizerOf(at, context),
});

/** Who activates: in the profile's language, else in the one that the requester chose. */
function authorizerOf(
  { draft, answers, person, selfAuthorizes, authorizerEmail }: Preparation,
  context: Context,
) {
  if (selfAuthorizes) return { ...person, language: person.language ?? context.language };
  const chosen = isLanguage(answers.language) ? answers.language : (person.language ?? context.language);
  const language = draft!.authorizerReads ?? chosen;
  return { email: authorizerEmail, name: draft!.authorizerName ?? "", language } satisfies Reader;
}
