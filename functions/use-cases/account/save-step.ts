import { holderOf, ownPendingFor } from "#db/queries/account.ts";
import { saveDraft, startDraft } from "#db/queries/account-draft.ts";
import { type AccountKind, isPending, standsAt } from "#src/domain/account.ts";
import { defaultIdentifier, isForeign, readIdentifier } from "#src/domain/domain-identifier.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { AccountId, PersonId } from "#src/domain/ids.ts";
import type { AccountStep } from "#src/domain/journeys/account/account.ts";
import type { AccountAnswers, AccountSituation } from "#src/domain/journeys/account/answers.ts";
import { type Answer, type Typed, valid } from "#src/domain/journeys/journey.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { change, type Consequences, record, together, write } from "#functions/command/consequences.ts";
import { asker, askerMailbox } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { guessingAccount } from "#functions/quotas/quotas.ts";
import { businessPerson } from "#functions/rights/business-person.ts";
import {
  type Preparation,
  preparation,
  preparationRecords,
} from "#functions/standing/account-preparation.ts";

interface Asking<Kind extends AccountKind> {
  readonly id: AccountStep<Kind>;
  readonly read: (typed: Typed, situation: AccountSituation) => Answer<AccountAnswers>;
}

/**
 * One step's answers, checked and kept; leads on to the current step (src/domain/README.md 3 and 4). An
 * identifier that is nobody's own says by its refusal whether there is an account: it counts as a guess (SECURITY.md 6).
 */
export const saveStep = <Kind extends AccountKind>(kind: Kind, step: Asking<Kind>) =>
  command({
    action: "account.answer",
    input: (fields: Fields) => {
      const typed = readIdentifier(fields["domainIdentifier"] ?? "");
      return { fields, identifier: "identifier" in typed ? typed.identifier : "" };
    },
    load: ({ identifier }, context) => ({
      ...preparationRecords(kind, context),
      typedHolder: holderOf(identifier),
      ownPending: ownPendingFor(asker(context), identifier),
      ...guessingAccount.read(
        { "account-person": askerMailbox(context), "account-network": context.network },
        context,
      ),
    }),
    allow: businessPerson,
    decide: (
      person,
      { typedHolder: [held], ownPending: [own], ...records },
      { fields, identifier },
      context,
    ) => {
      const at = preparation(kind, person, records, context);
      if (!at.mayVisit(step.id)) return { next: at.current() };
      const { now } = context;
      const guesser = { "account-person": mailboxOf(person.email), "account-network": context.network };
      const guesses =
        identifier !== "" &&
        identifier !== at.answers.domainIdentifier &&
        isForeign(identifier, at.person.email);
      if (guesses) guessingAccount.check(records, guesser, context);
      const given = step.read(fields, at.situation);
      const named = given.answers.domainIdentifier !== undefined;
      const asked = own !== undefined && isPending(standsAt(own, now));
      const problem = !named ? null : held ? "Taken" : asked ? "Own" : null;
      const errors: FieldErrors = {
        ...given.errors,
        ...(problem && { domainIdentifier: { key: `accounts.errors.domainIdentifier${problem}` } }),
      };
      if (guesses && Object.keys(errors).length)
        return { refusal: invalid(errors), writes: guessingAccount.count(guesser, context).writes };
      const answers = follow(at, { ...at.answers, ...valid({ ...given, errors }) });
      const { draft } = at;
      const next = at.current(answers, at.taken && !named);
      if (draft && JSON.stringify(answers) === JSON.stringify(at.answers)) return { next };
      return {
        next,
        ...together(
          guesses && guessingAccount.count(guesser, context),
          draft ? change(saveDraft(draft, answers, now)) : started(kind, person.id, answers, context),
        ),
      };
    },
  });

/** A draft is on record as begun, once: what is answered in it says nothing to anybody until it is sent. */
function started(
  kind: AccountKind,
  requesterId: PersonId,
  answers: AccountAnswers,
  { now, newId }: Context,
): Consequences {
  const id = newId<AccountId>();
  return together(
    write(startDraft({ id, kind, requesterId, answers, createdAt: now })),
    record({ subjectId: id, to: "draft" }),
  );
}

/** An identifier that was only the default does not outlive the authorizer whose it was. */
function follow(at: Preparation, answers: AccountAnswers): AccountAnswers {
  const before = defaultIdentifier(at.authorizerEmail);
  const authorizer = answers.authority === "self" ? at.person.email : (answers.authorizerEmail ?? "");
  const moved = defaultIdentifier(authorizer) !== before;
  return moved &&
    answers.domainIdentifier === at.answers.domainIdentifier &&
    answers.domainIdentifier === before
    ? { ...answers, domainIdentifier: undefined }
    : answers;
}
