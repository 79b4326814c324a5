import { changeProfile } from "#db/queries/person.ts";
import { notOurs, profile } from "#src/domain/profile.ts";
import { invalid } from "#src/domain/refusal.ts";
import { withLanguage } from "#src/i18n/addresses.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { record, together, write } from "#functions/command/consequences.ts";
import { someone } from "#functions/command/query.ts";
import { ownPath } from "#functions/input/own-path.ts";

const fields = ["name", "company", "phone", "language"] as const;

/** A person says who they are and in which language they read (src/domain/README.md 1). */
export const saveProfile = command({
  action: "person.save-profile",
  input: (typed) => {
    const { language = "" } = typed;
    if (language && !isLanguage(language))
      throw invalid({ language: { key: "profile.errors.languageUnknown" } });
    return {
      ...profile(typed),
      language: isLanguage(language) ? language : null,
      next: ownPath(typed["next"]),
    };
  },
  load: () => ({}),
  allow: someone,
  done: () => ({ said: { key: "acts.saved" } }),
  decide: (actor, _, typed, { now, language: asked, settings }) => {
    notOurs(typed.company, actor.email, settings.agents);
    const { id, ...before } = actor;
    const language = typed.language ?? before.language ?? asked;
    const next = typed.next ? withLanguage(typed.next, language) : `/${language}/portal`;
    const own = { name: typed.name, company: typed.company || null, phone: typed.phone || null, language };
    if (fields.every((field) => own[field] === before[field])) return { next };
    return { next, ...together(write(changeProfile(id, own, now)), record({ subjectId: id })) };
  },
});
