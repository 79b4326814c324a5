import { addInvitation } from "#db/queries/invitation.ts";
import { onboardingRecords } from "#db/queries/onboarding.ts";
import { personByEmail } from "#db/queries/person.ts";
import type { KeyIn } from "#locales/keys.ts";
import { isOneCompany } from "#src/domain/address-change.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import { type FieldErrors, invalid, type Message } from "#src/domain/refusal.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { record, tell, together, write } from "#functions/command/consequences.ts";
import { askerMailbox, signedIn } from "#functions/command/query.ts";
import { invitedKey } from "#functions/context/invited.ts";
import { inviting } from "#functions/quotas/quotas.ts";
import { causing } from "#functions/quotas/writing.ts";
import { ownQuestion, standing } from "#functions/standing/onboarding.ts";

const errorAt = (name: KeyIn<"onboarding.handOver.errors">): Message => ({
  key: `onboarding.handOver.errors.${name}`,
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
    ...onboardingRecords(ownQuestion(context)),
    colleague: personByEmail(email),
    ...inviting.read(
      {
        invite: askerMailbox(context),
        "invited-by-colleagues": mailboxOf(email),
        "invited-by-others": mailboxOf(email),
      },
      context,
    ),
    ...causing.read(context),
  }),

  allow: signedIn,

  done: (_, { email }) => ({ said: { key: "acts.invited", params: { email } } }),

  decide: (me, loaded, { email, language }, context) => {
    const { now } = context;
    if (isPersonalEmail(me.email)) throw invalid({ form: errorAt("inviterPersonal") });
    if (email === me.email) throw invalid({ email: errorAt("emailOwn") });
    const isColleague = isOneCompany(me.email, email);
    const counted = inviting.take(
      loaded,
      {
        invite: mailboxOf(me.email),
        "invited-by-colleagues": isColleague ? mailboxOf(email) : null,
        "invited-by-others": isColleague ? null : mailboxOf(email),
      },
      context,
    );
    const at = standing(loaded, me, context);
    const id = context.newId();
    const [colleague] = loaded.colleague;
    const reads = colleague?.language ?? language ?? me.language ?? context.language;
    return {
      next: "onboarding/hand-over",
      ...together(
        counted,
        causing.take(loaded, me, context),
        write(
          addInvitation({
            id,
            inviterId: me.id,
            email,
            language: reads,
            contractNumber: at.verified ? at.answers.contractNumber : null,
            serialNumber: at.verified ? at.answers.serialNumber : null,
            createdAt: now,
          }),
        ),
        record({ subjectId: id }),
        tell(
          "hand-over",
          { email, name: colleague?.name ?? "", language: reads },
          {
            inviter: me.name,
            inviterEmail: me.email,
            key: invitedKey(context.settings.secrets, { email, by: me.email }),
          },
          { id },
        ),
      ),
    };
  },
});
