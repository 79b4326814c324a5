import * as z from "zod";
import { asciiDomain, normalizeEmail } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { isNumber, normalizeNumber, singleSpaced } from "#src/domain/text.ts";
import { countryCodes } from "#src/domain/country.ts";

const { longestId, longestText } = limits.import;
const { longest: longestNumber } = limits.number;
const fits = (text: string, longest: number) => [...text].length <= longest;

/** A value as it is shown in a report: short, in quotes, without invisible characters. */
export const shown = (value: string) =>
  `"${value.replace(/\p{C}/gu, "\u{FFFD}").replace(/^(.{60}).+$/u, "$1…")}"`;

const country = (typed: string) => (countryCodes.has(typed.toUpperCase()) ? typed.toUpperCase() : null);
const plain = (typed: string) => (typed.length <= longestText && !/\p{Cc}/u.test(typed) ? typed : null);
const identifier = (typed: string) =>
  /^[^\s\p{C}/\\?#%]+$/u.test(typed) && fits(typed, longestId) && !["none", ".", ".."].includes(typed)
    ? typed
    : null;
const number = (typed: string) => {
  const normal = normalizeNumber(typed);
  return isNumber(normal) && fits(normal, longestNumber) ? normal : null;
};
const hostName = (typed: string) => {
  const ascii = /[/@?#:\\]/u.test(typed) ? null : asciiDomain(typed);
  return ascii?.includes(".") ? ascii : null;
};

function day(typed: string): string | null {
  const instant = /^\d{4}-\d\d-\d\d$/u.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(typed) ? typed : null;
}

const value = <T>(read: (typed: string) => T | null, complaint: (typed: string) => string) =>
  z.string().transform((typed, context) => {
    const line = singleSpaced(typed);
    const found = read(line);
    if (found !== null) return found;
    context.issues.push({ code: "custom", input: typed, message: complaint(line) });
    return z.NEVER;
  });

const required = <T>(read: (typed: string) => T | null, complaint: string) =>
  value(
    (typed) => (typed ? read(typed) : null),
    (typed) => (typed ? `${shown(typed)} ${complaint}` : "is missing"),
  );
const optional = <T>(read: (typed: string) => T | null, complaint: string) =>
  value<T | "">(
    (typed) => (typed ? read(typed) : ""),
    (typed) => `${shown(typed)} ${complaint}`,
  ).transform((found) => found || null);

const isNoId = `cannot be an id: up to ${longestId} characters without spaces and / \\ ? # %, and not "none"`;
const isNoText = `is longer than ${longestText} characters or contains control characters`;
const isNoNumber = `is not a number of up to ${longestNumber} letters and digits`;
const isNoDay = "is not a day of the calendar, written YYYY-MM-DD";

const text = value(
  (typed) => plain(typed),
  (typed) => `${shown(typed)} ${isNoText}`,
);
const name = required(plain, isNoText);
const id = required(identifier, isNoId);
const anyNumber = required(number, isNoNumber);
const anyDay = required(day, isNoDay);

const domains = z.string().transform((typed, context) => {
  const listed = typed.split(";").map(singleSpaced).filter(Boolean);
  const wrong = listed.filter((domain) => !hostName(domain));
  if (!wrong.length) return [...new Set(listed.map((domain) => hostName(domain)!))];
  context.issues.push({
    code: "custom",
    input: typed,
    message: `${wrong.map(shown).join(", ")} is not a domain such as company.com; separate several by semicolons`,
  });
  return z.NEVER;
});

/** What each row must be, and how it is kept: one entry per column of README.md, Files for import. */
export const rules = {
  organization: z
    .object({
      id,
      parent_id: optional(identifier, isNoId),
      name,
      street: text,
      city: text,
      postal_code: text,
      region: text,
      country: required(country, "is not a country code of ISO 3166-1 with two letters, such as BE"),
      domains,
    })
    .refine((row) => row.parent_id !== row.id, {
      path: ["parent_id"],
      message: "is the organization itself",
    }),
  contract: z
    .object({ number: anyNumber, type: name, organization_id: id, starts_on: anyDay, ends_on: anyDay })
    .refine((row) => row.starts_on <= row.ends_on, { path: ["ends_on"], message: "lies before starts_on" }),
  device: z.object({
    serial_number: anyNumber,
    product_id: name,
    contract_number: anyNumber,
    organization_id: id,
  }),
  entitlement: z.object({
    contract_number: anyNumber,
    email: required(normalizeEmail, "is not an e-mail address"),
    ends_on: optional(day, isNoDay),
  }),
};

export type OrganizationRow = z.infer<typeof rules.organization>;
