import { authorizerOfDraft, holderOfDraft, moveAccount } from "#db/queries/account.ts";
import { addNominees, nomineesOf } from "#db/queries/nominee.ts";
import { type AccountKind, standsAt } from "#src/domain/account.ts";
import { companyFields } from "#src/domain/company.ts";
import { isForeign } from "#src/domain/domain-identifier.ts";
import { isLanguage } from "#src/i18n/languages.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { businessPerson } from "#functions/rights/business-person.ts";
import { command } from "#functions/command/command.ts";
import { move, record, tell, together, write } from "#functions/command/consequences.ts";
import { asker } from "#functions/command/query.ts";
import { type KnownAgents, knownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { type Asking, askActivation } from "#functions/consequences/account/ask-activation.ts";
import { requestingAccount } from "#functions/quotas/quotas.ts";
import { expireAccount } from "#functions/consequences/account/end.ts";
import {
  type Preparation,
  preparation,
  preparationRecords,
} from "#functions/standing/account-preparation.ts";

/** *Submit*: a provisional account; its authorizer is asked, after an agent where the identifier is foreign. */
const sendRequest = (kind: AccountKind) =>
  command({
    action: "account.send",
    input: () => ({}),
    load: (_, context) => ({
      ...preparationRecords(kind, context),
      ...knownAgents(context),
      holderNominees: nomineesOf(holderOfDraft(asker(context), kind)),
      ...requestingAccount.read(
        { account: asker(context), "account-asked": authorizerOfDraft(asker(context), kind) },
        context,
      ),
    }),
    allow: businessPerson,
    decide: (person, { known, holderNominees, ...records }, _, context) => {
      const at = preparation(kind, person, records, context);
      const { draft, answers, authorizerEmail } = at;
      const current = at.current();
      if (!draft && at.pending) return { next: `requests/${at.pending.id}` };
      if (!draft || !current.endsWith("review")) return { next: current };
      const counted = requestingAccount.take(
        records,
        { account: person.id, "account-asked": at.selfAuthorizes ? null : authorizerEmail },
        context,
      );
      const { now } = context;
      const { id } = draft;
      const foreign = isForeign(answers.domainIdentifier!, authorizerEmail);
      const nominees = nominated(at, context);
      const past = records.holder.filter((holder) => standsAt(holder, now) === "expired");
      return {
        next: `requests/${id}`,
        ...together(
          counted,
          past.map((holder) => expireAccount(holder, holderNominees, context)),
          move(moveAccount, draft, foreign ? "sendForApproval" : "send", {
            ...columnsOf(at, context),
            activationSentAt: foreign ? null : now,
            createdAt: now,
            changedAt: now,
          }),
          nominees.length > 0 && write(addNominees(nominees)),
          nominees.map((one) => record({ subjectId: one.id, to: one.state })),
          foreign ? approve(at, known, context) : askActivation(askingOf(at, context), context),
        ),
      };
    },
  });

export const sendOwnRequest = sendRequest("own");
export const sendCustomerRequest = sendRequest("customer");

/** What was answered, as columns. */
const columnsOf = (at: Preparation, context: Context) => ({
  domainIdentifier: at.answers.domainIdentifier!,
  name: at.answers.accountName!,
  ...Object.fromEntries(companyFields.map((field) => [field, at.answers[field] || null])),
  authorizerEmail: at.authorizerEmail,
  authorizerLanguage: authorizerOf(at, context).language,
  message: at.answers.message ?? null,
  userNote: at.answers.userNote ?? null,
});

const askingOf = (at: Preparation, context: Context): Asking => ({
  id: at.draft!.id,
  kind: at.draft!.kind,
  name: at.answers.accountName!,
  domainIdentifier: at.answers.domainIdentifier!,
  message: at.answers.message ?? null,
  requester: at.person,
  authorizer: authorizerOf(at, context),
});

function authorizerOf(
  { draft, answers, person, selfAuthorizes, authorizerEmail }: Preparation,
  context: Context,
) {
  if (selfAuthorizes) return { ...person, language: person.language ?? context.language };
  const chosen = isLanguage(answers.language) ? answers.language : (person.language ?? context.language);
  const language = draft!.authorizerReads ?? chosen;
  return { email: authorizerEmail, name: draft!.authorizerName ?? "", language } satisfies Reader;
}

/** Whom the requester wants to have access, as the nominations to write. */
function nominated(
  { draft, answers, person, selfAuthorizes }: Preparation,
  { now, language, newId }: Context,
) {
  const own = person.language ?? language;
  const chosen = isLanguage(answers.language) ? answers.language : own;
  const row = (email: string, customer: boolean) => ({
    id: newId(),
    accountId: draft!.id,
    email,
    language: customer ? chosen : own,
    role: customer ? ("smart-account-user" as const) : ("smart-account-administrator" as const),
    state: "nominated" as const,
    createdAt: now,
    changedAt: now,
  });
  if (draft!.kind === "customer") return (answers.userEmails ?? []).map((email) => row(email, true));
  const self = answers.nominateSelf && !selfAuthorizes ? [person.email] : [];
  return [...self, ...(answers.adminEmails ?? [])].map((email) => row(email, false));
}

/** An agent looks at the identifier first; the requester hears until when. */
function approve({ draft, answers, person }: Preparation, known: KnownAgents, context: Context) {
  const { id } = draft!;
  const placeName = `${answers.accountName!} (${answers.domainIdentifier!})`;
  const review = openReview(
    { kind: "identifier", subjectId: id, person, placeName, reasons: ["foreignIdentifier"] },
    known,
    context,
  );
  return together(tell("under-review", person, { dueAt: review.dueAt, address: `requests/${id}` }), review);
}
