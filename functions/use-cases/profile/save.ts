import { changeProfile } from "../../../db/queries/person.ts";
import { type FieldErrors, invalid, Refusal } from "../../../src/domain/refusal.ts";
import { oneLine } from "../../../src/domain/text.ts";
import { isLanguage } from "../../../src/i18n/translator.ts";
import { command } from "../command.ts";
import { ownPath } from "../session/own-path.ts";

const longest = 100;
export const phoneExample = "+32 2 555 01 23";

/** A person says who they are and in which language they read (product.md 1). */
export const saveProfile = command({
  action: "person.save-profile",
  input: (fields) => {
    const name = oneLine(fields["name"] ?? "");
    const company = oneLine(fields["company"] ?? "");
    const phone = oneLine(fields["phone"] ?? "");
    const language = fields["language"] ?? "";
    const errors: Record<string, FieldErrors[string]> = {};
    if (!name) errors["name"] = { key: "profile.errors.nameRequired" };
    for (const [field, value] of Object.entries({ name, company }))
      if ([...value].length > longest)
        errors[field] = { key: `profile.errors.${field}TooLong`, params: { max: longest } };
    if (phone && !/^[+\d\s()./-]{3,40}$/u.test(phone))
      errors["phone"] = { key: "profile.errors.phoneMalformed", params: { example: phoneExample } };
    if (language && !isLanguage(language)) errors["language"] = { key: "profile.errors.languageUnknown" };
    if (Object.keys(errors).length) throw invalid(errors);
    return { name, company, phone, language, next: ownPath(fields["next"]) };
  },
  load: () => ({}),
  decide: (actor, _, { name, company, phone, language, next }, { now, language: asked }) => {
    if (typeof actor === "string") throw new Refusal("signIn", "signIn.needed");
    const read = language || actor.language || asked;
    return {
      next: next ?? `/${read}/portal`,
      writes: [
        changeProfile(actor.id, { name, company: company || null, phone: phone || null, language: read }, now),
      ],
      audit: [{ subjectId: actor.id }],
      mail: [],
    };
  },
});
