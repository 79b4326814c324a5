import { mustChange } from "#db/client.ts";
import { authorizerOfDraft, holderOfDraft, moveAccount } from "#db/queries/account.ts";
import { addNominees, nomineesOf } from "#db/queries/nominee.ts";
import { type AccountKind, standsAt } from "#src/domain/account.ts";
import { companyFields } from "#src/domain/company.ts";
import { isForeign } from "#src/domain/domain-identifier.ts";
import { newId } from "#src/domain/ids.ts";
import { isLanguage } from "#src/i18n/languages.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { businessPerson } from "#functions/rights/business-person.ts";
import { command } from "#functions/command/command.ts";
import { asker } from "#functions/command/query.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { openReview } from "#functions/consequences/review/open.ts";
import { askActivation } from "#functions/consequences/account/ask-activation.ts";
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
      const name = answers.accountName!;
      const domainIdentifier = answers.domainIdentifier!;
      const foreign = isForeign(domainIdentifier, authorizerEmail);
      const authorizer = authorizerOf(at, context);
      const place = `${name} (${domainIdentifier})`;
      const review = foreign
        ? openReview(
            { kind: "identifier", subjectId: id, person, placeName: place, reasons: ["foreignIdentifier"] },
            known,
            context,
          )
        : null;
      const asked = foreign
        ? null
        : askActivation(
            {
              id,
              kind,
              name,
              domainIdentifier,
              message: answers.message ?? null,
              requester: person,
              authorizer,
            },
            context,
          );
      const nominees = nominated(at, context);
      const past = records.holder.filter((holder) => standsAt(holder, now) === "expired");
      const over = past.map((holder) => expireAccount(holder, holderNominees, context));
      const to = foreign ? "underApproval" : "provisional";
      return {
        next: `requests/${id}`,
        writes: [
          ...counted.writes,
          ...over.flatMap(({ writes }) => writes),
          mustChange(
            moveAccount(draft, foreign ? "sendForApproval" : "send", {
              domainIdentifier,
              name,
              ...Object.fromEntries(companyFields.map((field) => [field, answers[field] || null])),
              authorizerEmail,
              authorizerLanguage: authorizer.language,
              message: answers.message ?? null,
              userNote: answers.userNote ?? null,
              activationSentAt: foreign ? null : now,
              createdAt: now,
              changedAt: now,
            }),
          ),
          ...(nominees.length ? [addNominees(nominees)] : []),
          ...(review?.writes ?? asked!.writes),
        ],
        audit: [
          ...over.flatMap(({ audit }) => audit),
          { subjectId: id, from: "draft", to },
          ...nominees.map((one) => ({ subjectId: one.id, to: "nominated" })),
          ...(review?.audit ?? []),
        ],
        mail: [
          ...over.flatMap(({ mail }) => mail),
          ...(review ? [waits(person, id, review.dueAt), ...review.mail] : asked!.mail),
        ],
      };
    },
  });

export const sendOwnRequest = sendRequest("own");
export const sendCustomerRequest = sendRequest("customer");

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
function nominated({ draft, answers, person, selfAuthorizes }: Preparation, { now, language }: Context) {
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

/** The requester hears until when an agent looks at the identifier. */
const waits = (to: Reader, id: string, dueAt: number) => ({
  template: "under-review" as const,
  to,
  params: { dueAt, address: `requests/${id}` },
});
