import { useInvitations } from "#db/queries/invitation.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import { endLinks } from "#db/queries/link.ts";
import { saveAnswers, startRegistration } from "#db/queries/registration.ts";
import { mustChange } from "#db/client.ts";
import { newId, type RegistrationId } from "#src/domain/ids.ts";
import { valid } from "#src/domain/journeys/journey.ts";
import { verify } from "#src/domain/journeys/onboarding/verify.ts";
import { limits, window } from "#src/domain/limits.ts";
import { type FieldErrors, invalid, throttled } from "#src/domain/refusal.ts";
import { isWaiting } from "#src/domain/registration.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { command } from "#functions/command/command.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";
import { standing } from "#functions/standing/onboarding.ts";

/** Somebody shows by a contract and a serial number to be entitled (src/domain/README.md 2.3). Counts failed tries. */
export const verifyAccount = command({
  action: "registration.verify",

  input: (fields) => valid(verify.read(fields)),

  load: (typed, context) => ({
    ...onboardingRecords(questionOf(asker(context), typed)),
    ...guesses(typed.contractNumber, context),
  }),

  allow: signedIn,

  decide: (me, loaded, typed, context) => {
    const at = standing(loaded, me, context, typed);
    if (isWaiting(at.registration?.state)) return { next: "onboarding/status" };
    if (!isPersonalEmail(me.email)) throttle(loaded, context);
    if (!at.verified)
      return {
        refusal: invalid(at.errors),
        writes: guessed(me, typed.contractNumber, at.errors, loaded, context),
      };
    if (at.accessHeld) return { next: "onboarding/status" };

    const next = at.next("verify");
    const before = at.draft?.answers;
    if (before?.contractNumber === typed.contractNumber && before.serialNumber === typed.serialNumber)
      return { next };

    const { now } = context;
    const answers = { contractNumber: typed.contractNumber, serialNumber: typed.serialNumber };
    const invited = useInvitations(me.email, now);
    const id = at.draft?.id ?? newId<RegistrationId>();
    return {
      next,
      writes: at.draft
        ? [mustChange(saveAnswers(id, answers, now)), endLinks("confirmAddress", id, now), invited]
        : [startRegistration({ id, personId: me.id, answers, createdAt: now }), invited],
      audit: [{ subjectId: id, from: at.draft?.state, to: "draft" }],
      mail: [],
    };
  },
});

const kinds = { person: "verify-person", network: "verify-network", contract: "verify-contract" };
const hourly = (now: number, most: number) => ({ since: now - window.hour, most });
const daily = (now: number, most: number) => ({ since: now - window.day, most });

function guesses(contractNumber: string, context: Context) {
  const { now, network } = context;
  return {
    hour: attemptsSince(kinds.person, asker(context), now - window.hour),
    day: attemptsSince(kinds.person, asker(context), now - window.day),
    network: attemptsSince(kinds.network, network ?? "", now - window.hour),
    contractGuesses: attemptsSince(kinds.contract, contractNumber, now - window.day),
  };
}

type Guesses = Loaded<ReturnType<typeof guesses>> & { entitlement: readonly unknown[] };

/** Refuses when too many tries failed lately; whoever is associated with the contract is not held up by others. */
function throttle({ hour, day, network, contractGuesses, entitlement }: Guesses, context: Context) {
  const { perPersonHour, perPersonDay, perNetworkHour, perContractDay } = limits.verification;
  const waits = [
    { tries: hour, most: perPersonHour, length: window.hour },
    { tries: day, most: perPersonDay, length: window.day },
    { tries: context.network ? network : [], most: perNetworkHour, length: window.hour },
    { tries: entitlement.length ? [] : contractGuesses, most: perContractDay, length: window.day },
  ].flatMap(({ tries: [tries], most, length }) =>
    tries && tries.count >= most ? [(tries.earliestAt ?? context.now) + length - context.now] : [],
  );
  if (!waits.length) return;
  const retryAfter = Math.ceil(Math.max(...waits) / 1000);
  const params = { count: Math.max(1, Math.ceil(retryAfter / 60)) };
  throw throttled("contractNumber", retryAfter, { key: "onboarding.verify.errors.tooManyTries", params });
}

function guessed(me: Person, contractNumber: string, errors: FieldErrors, loaded: Guesses, context: Context) {
  if ("email" in errors) return [];
  const { now, network } = context;
  const { perPersonHour, perPersonDay, perNetworkHour, perContractDay } = limits.verification;
  return [
    countAttempt(kinds.person, me.id, now, [hourly(now, perPersonHour), daily(now, perPersonDay)]),
    ...(network ? [countAttempt(kinds.network, network, now, [hourly(now, perNetworkHour)])] : []),
    ...(loaded.entitlement.length
      ? []
      : [countAttempt(kinds.contract, contractNumber, now, [daily(now, perContractDay)])]),
  ].map(mustChange);
}
