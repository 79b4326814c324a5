import type { KeyIn } from "#locales/keys.ts";
import { mustChange } from "#db/client.ts";
import { addInvitation } from "#db/queries/invitation.ts";
import { onboardingRecords, questionOf } from "#db/queries/onboarding.ts";
import { personByEmail } from "#db/queries/person.ts";
import { attemptsSince, countAttempt } from "#db/queries/record.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { isPersonalEmail } from "#src/domain/email.ts";
import { newId } from "#src/domain/ids.ts";
import { limits, window } from "#src/domain/limits.ts";
import { type FieldErrors, invalid, throttled, type Message } from "#src/domain/refusal.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { standing } from "#functions/standing/onboarding.ts";
import { asker, signedIn } from "#functions/command/query.ts";

const { perDay, perRecipientDay } = limits.invitation;
const errorAt = (name: KeyIn<"onboarding.handOver.errors">, params?: Message["params"]): Message => ({
  key: `onboarding.handOver.errors.${name}`,
  ...(params && { params }),
});

/** Hands onboarding over to a colleague, who is written to in the language chosen (src/domain/README.md 2.2). */
export const handOver = command({
  action: "invitation.hand-over",

  input: ({ email: typed = "", language = "" }) => {
    const { email, problem } = businessAddress(typed);
    const errors: FieldErrors = {
      ...(problem && { email: errorAt(`email${problem}`) }),
      ...(language && !isLanguage(language) && { language: errorAt("languageUnknown") }),
    };
    if (Object.keys(errors).length) throw invalid(errors);
    return { email, language: isLanguage(language) ? language : null };
  },

  load: ({ email }, context) => ({
    ...onboardingRecords(questionOf(asker(context))),
    colleague: personByEmail(email),
    sent: attemptsSince("invite", asker(context), context.now - window.day),
    received: attemptsSince("invited", email, context.now - window.day),
  }),

  allow: signedIn,

  decide: (me, loaded, { email, language }, context) => {
    const { now } = context;
    if (isPersonalEmail(me.email)) throw invalid({ form: errorAt("inviterPersonal") });
    if (email === me.email) throw invalid({ email: errorAt("emailOwn") });
    for (const [used, most] of [
      [loaded.sent[0], perDay],
      [loaded.received[0], perRecipientDay],
    ] as const)
      if (used && used.count >= most) throw tooMany((used.earliestAt ?? now) + window.day - now);

    const at = standing(loaded, me, context);
    const id = newId();
    const [colleague] = loaded.colleague;
    const reads = colleague?.language ?? language ?? me.language ?? context.language;
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
          params: { inviter: me.name, inviterEmail: me.email },
        },
      ],
    };
  },
});

function tooMany(wait: number) {
  const seconds = Math.ceil(wait / 1000);
  const params = { count: Math.ceil(seconds / 3600) };
  return throttled("email", seconds, errorAt("tooMany", params));
}
