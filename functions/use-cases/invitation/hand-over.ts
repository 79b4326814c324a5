import { mustChange } from "#db/client.ts";
import { addInvitation } from "#db/queries/invitation.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { personByEmail } from "#db/queries/person.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import { newId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { type FieldErrors, invalid, throttled } from "#src/domain/refusal.ts";
import { isLanguage, type Language } from "#src/i18n/translator.ts";
import { command } from "#functions/use-cases/command.ts";
import { standing } from "#functions/use-cases/onboarding/standing.ts";
import { asker, signedIn } from "#functions/use-cases/query.ts";

const { perDay, perRecipientDay } = limits.invitation;
const errorsAt = (name: string) => `onboarding.handOver.errors.${name}`;

/** Hands onboarding over to the right colleague, who is written to in the language chosen (product.md 2.2). */
export const handOver = command({
  action: "invitation.hand-over",

  input: ({ email: typed = "", language = "" }) => {
    const { email, problem } = businessAddress(typed);
    const errors: FieldErrors = {
      ...(problem && { email: { key: errorsAt(`email${problem}`) } }),
      ...(language && !isLanguage(language) && { language: { key: errorsAt("languageUnknown") } }),
    };
    if (Object.keys(errors).length) throw invalid(errors);
    return { email, language: (language || null) as Language | null };
  },

  load: ({ email }, context) => ({
    ...onboardingRecords(questionOf(asker(context))),
    colleague: personByEmail(email),
    sent: attemptsSince("invite", asker(context), context.now - window.day),
    received: attemptsSince("invited", email, context.now - window.day),
  }),

  decide: (actor, loaded, { email, language }, context) => {
    const me = signedIn(actor);
    const { now } = context;
    if (isPersonalEmail(me.email)) throw invalid({ form: { key: errorsAt("inviterPersonal") } });
    if (email === me.email) throw invalid({ email: { key: errorsAt("emailOwn") } });
    for (const [used, most] of [
      [loaded.sent[0], perDay],
      [loaded.received[0], perRecipientDay],
    ] as const)
      if (used && used.count >= most) throw tooMany((used.earliestAt ?? now) + window.day - now);

    const at = standing(loaded, me, context);
    const id = newId();
    const [colleague] = loaded.colleague;
    const reads = (colleague?.language ?? language ?? me.language ?? context.language) as Language;
    return {
      next: "onboarding/hand-over",
      writes: [
        mustChange(countAttempt("invite", me.id, now, [{ since: now - window.day, most: perDay }])),
        mustChange(countAttempt("invited", email, now, [{ since: now - window.day, most: perRecipientDay }])),
        addInvitation({
          id,
          inviterId: me.id,
          email,
          language: reads,
          contractNumber: at.verified ? at.answers.contractNumber : null,
          serialNumber: at.verified ? at.answers.serialNumber : null,
          createdAt: now,
        }),
      ],
      audit: [{ subjectId: id }],
      mail: [
        {
          id,
          template: "hand-over",
          to: { email, name: colleague?.name ?? "", language: reads },
          priority: "tell",
          params: { inviter: me.name, inviterEmail: me.email },
        },
      ],
    };
  },
});

function tooMany(wait: number) {
  const seconds = Math.ceil(wait / 1000);
  const params = { count: Math.ceil(seconds / 3600) };
  return throttled("email", seconds, { key: errorsAt("tooMany"), params });
}
