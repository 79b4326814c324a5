import { limits } from "./limits.ts";
import { isCompanyName, isPlainName } from "./plain-name.ts";
import { namesProvider } from "./provider-name.ts";
import { type FieldErrors, invalid } from "./refusal.ts";
import { oneLine } from "./text.ts";

const { longest, phone: phoneLength } = limits.profile;

/** For hints and messages; a number that nobody has. */
export const phoneExample = "+32 2 555 01 23";

export interface Profile {
  readonly name: string;
  /** Empty where it was left out. */
  readonly company: string;
  readonly phone: string;
}

const tooLong = (field: "name" | "company", value: string): FieldErrors =>
  [...value].length > longest
    ? { [field]: { key: `profile.errors.${field}TooLong`, params: { max: longest } } }
    : {};

/** What is wrong with a name on one line. */
export const nameErrors = (name: string): FieldErrors => ({
  ...(name ? tooLong("name", name) : { name: { key: "profile.errors.nameRequired" } }),
  ...(!isPlainName(name) && { name: { key: "profile.errors.nameAddress" } }),
  ...(namesProvider(name) && { name: { key: "profile.errors.nameOurs" } }),
});

/** A profile as it was typed, made clean; refuses a missing or too long name, a too long company, a phone that is none. */
export function profile(typed: Partial<Profile>): Profile {
  const name = oneLine(typed.name ?? "");
  const company = oneLine(typed.company ?? "");
  const phone = oneLine(typed.phone ?? "");
  const errors: FieldErrors = {
    ...nameErrors(name),
    ...(!isCompanyName(company) && { company: { key: "profile.errors.companyAddress" } }),
    ...tooLong("company", company),
    ...(phone && !isPhone(phone)
      ? { phone: { key: "profile.errors.phoneMalformed", params: { example: phoneExample } } }
      : {}),
  };
  if (Object.keys(errors).length) throw invalid(errors);
  return { name, company, phone };
}

const isPhone = (text: string) =>
  /^[+\d\s()./-]*$/u.test(text) && text.length >= phoneLength.shortest && text.length <= phoneLength.longest;
