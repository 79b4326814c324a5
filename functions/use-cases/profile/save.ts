import { changeProfile } from "#db/queries/person.ts";
import { notOurs, profile } from "#src/domain/profile.ts";
import { invalid } from "#src/domain/refusal.ts";
import { withLanguage } from "#src/i18n/addresses.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { asker, someone } from "#functions/command/query.ts";
import { ownPath } from "#functions/input/own-path.ts";
import { savingProfile } from "#functions/quotas/quotas.ts";

/** A person says who they are and in which language they read (src/domain/README.md 1). */
export const saveProfile = command({
  action: "person.save-profile",
  input: (fields) => {
    const { language = "" } = fields;
    if (language && !isLanguage(language))
      throw invalid({ language: { key: "profile.errors.languageUnknown" } });
    return {
      ...profile(fields),
      language: isLanguage(language) ? language : null,
      next: ownPath(fields["next"]),
    };
  },
  load: (_, context) => savingProfile.read({ profile: asker(context) }, context),
  allow: someone,
  done: () => ({ said: { key: "acts.saved" } }),
  decide: (actor, saves, { name, company, phone, language, next }, { now, language: asked, settings }) => {
    notOurs(company, actor.email, settings.agents);
    const reads = language ?? actor.language ?? asked;
    return {
      next: next ? withLanguage(next, reads) : `/${reads}/portal`,
      ...together(
        savingProfile.take(saves, { profile: actor.id }, { now }),
        write(
          changeProfile(
            actor.id,
            { name, company: company || null, phone: phone || null, language: reads },
            now,
          ),
        ),
        record({ subjectId: actor.id }),
      ),
    };
  },
});
