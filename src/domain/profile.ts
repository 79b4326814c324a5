import { brand } from "#src/brand/brand.ts";
import { domainOf } from "./email.ts";
import { limits } from "./limits.ts";
import { isCompanyName, isPlainName } from "./plain-name.ts";
import { companyNamesProvider, namesProvider } from "./provider-name.ts";
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

const isTooLong = (value: string) => [...value].length > longest;

const tooLong = (field: "name" | "company"): FieldErrors => ({
  [field]: { key: `profile.errors.${field}TooLong`, params: { max: longest } },
});

const initials = /(?<![^\s(])((?:\p{Lu}\.)+)(?=\p{L}{2})/gu;

/** A name as it was typed, on one line. Initials that a mail program would make a link of, `J.Dupont`, get the blank that belongs there. */
export function readName(typed: string): string {
  const name = oneLine(typed);
  return isTooLong(name) || isPlainName(name) ? name : name.replace(initials, "$1 ");
}

/** What is wrong with a name on one line; of what is too long to be one nothing is judged. */
export function nameErrors(name: string): FieldErrors {
  if (!name) return { name: { key: "profile.errors.nameRequired" } };
  if (isTooLong(name)) return tooLong("name");
  if (namesProvider(name)) return { name: { key: "profile.errors.nameOurs" } };
  return isPlainName(name) ? {} : { name: { key: "profile.errors.nameAddress" } };
}

function companyErrors(company: string): FieldErrors {
  if (isTooLong(company)) return tooLong("company");
  return isCompanyName(company) ? {} : { company: { key: "profile.errors.companyAddress" } };
}

/** A profile as it was typed, made clean; refuses a missing or too long name, a too long company, a phone that is none. */
export function profile(typed: Partial<Profile>): Profile {
  const name = readName(typed.name ?? "");
  const company = oneLine(typed.company ?? "");
  const phone = oneLine(typed.phone ?? "");
  const errors: FieldErrors = {
    ...nameErrors(name),
    ...companyErrors(company),
    ...(phone && !isPhone(phone)
      ? { phone: { key: "profile.errors.phoneMalformed", params: { example: phoneExample } } }
      : {}),
  };
  if (Object.keys(errors).length) throw invalid(errors);
  return { name, company, phone };
}

/** Refuses a stranger who states the provider as the company; its own people have an address at its domain, or are agents. */
export function notOurs(company: string, email: string, agents: readonly string[]): void {
  const isOurs = agents.includes(email) || domainOf(email) === domainOf(brand.support);
  if (companyNamesProvider(company) && !isOurs)
    throw invalid({ company: { key: "profile.errors.companyOurs" } });
}

const isPhone = (text: string) =>
  /^[+\d\s()./-]*$/u.test(text) && text.length >= phoneLength.shortest && text.length <= phoneLength.longest;
