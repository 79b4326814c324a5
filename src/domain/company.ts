import { formatAddress } from "localized-address-format";
import { countryCodes } from "./country.ts";
import { limits } from "./limits.ts";
import type { FieldErrors, Message } from "./refusal.ts";
import { isCompanyName, namesSite } from "./plain-name.ts";
import { oneLine } from "./text.ts";

export const companyFields = [
  "companyName",
  "country",
  "address",
  "address2",
  "city",
  "region",
  "postalCode",
] as const;

export type CompanyField = (typeof companyFields)[number];

/** A company's legal name and head office; `NA` where a region or postal code does not apply, empty where none exists. */
export type Company = Readonly<Record<CompanyField, string>>;

/** Which of the fields that not every country has an address there has, by the maintained list of formats. */
export function fieldsOf(country: string): { readonly region: boolean; readonly postalCode: boolean } {
  const written = formatAddress({
    postalCountry: country,
    administrativeArea: "\u0001",
    postalCode: "\u0002",
  });
  const text = written.join("");
  return { region: text.includes("\u0001"), postalCode: text.includes("\u0002") };
}

const { shortest, longest } = limits.company;

/** Company information as it was typed, made clean, and what is wrong with it, by field (README.md 3.3). */
export function readCompany(typed: Partial<Record<CompanyField, string>>): {
  company: Company;
  errors: FieldErrors;
} {
  const clean = (name: CompanyField) => {
    const value = oneLine(typed[name] ?? "");
    return (name === "region" || name === "postalCode") && /^n\/?a$/iu.test(value) ? "NA" : value;
  };
  const country = clean("country").toUpperCase();
  const asked = countryCodes().has(country) ? fieldsOf(country) : { region: false, postalCode: false };
  const company: Company = {
    companyName: clean("companyName"),
    country,
    address: clean("address"),
    address2: clean("address2"),
    city: clean("city"),
    region: asked.region ? clean("region") : "",
    postalCode: asked.postalCode ? clean("postalCode") : "",
  };
  const skipped = (name: CompanyField) => (name === "region" || name === "postalCode") && !asked[name];
  const errors = companyFields.flatMap((name) => {
    const problem = skipped(name) ? null : problemOf(name, company[name]);
    return problem ? [[name, problem] as const] : [];
  });
  return { company, errors: Object.fromEntries(errors) };
}

function problemOf(name: CompanyField, value: string): Message | null {
  const { length } = [...value];
  if (!value) return name === "address2" ? null : { key: `accounts.errors.${name}Required` };
  if (name === "country") return countryCodes().has(value) ? null : { key: "accounts.errors.countryUnknown" };
  if ((name === "companyName" || name === "address") && length < shortest)
    return { key: `accounts.errors.${name}TooShort`, params: { min: shortest } };
  const max = longest[name];
  if (length > max) return { key: `accounts.errors.${name}TooLong`, params: { max } };
  return (name === "companyName" ? isCompanyName(value) : !namesSite(value))
    ? null
    : { key: "accounts.errors.namesAddress" };
}

/** The lines of an address as its country writes them, without what does not apply; no country's name. */
export function addressLines({ address, address2, city, region, postalCode, country }: Company): string[] {
  const lines = formatAddress({
    postalCountry: country,
    addressLines: [address, address2].filter(Boolean),
    locality: city,
    ...(region && region !== "NA" && { administrativeArea: region }),
    ...(postalCode && postalCode !== "NA" && { postalCode }),
  });
  return lines.some((line) => line.includes(city)) ? lines : [...lines, city];
}
