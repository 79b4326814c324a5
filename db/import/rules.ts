import * as z from "zod";
import languages from "#locales/languages.json" with { type: "json" };
import { isDay } from "#src/domain/calendar.ts";
import { normalizeProductId } from "#src/domain/collect/device.ts";
import { countryCodes } from "#src/domain/country.ts";
import { asciiDomain, normalizeEmail } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { advisoryKinds, severities } from "#src/domain/reports/advisory.ts";
import { toBeAnnounced } from "#src/domain/reports/product.ts";
import { isNumber, normalizeNumber, singleSpaced } from "#src/domain/text.ts";
import { meantDays } from "#src/domain/written-day.ts";

const { longestId, longestText } = limits.import;
const { longest: longestNumber } = limits.number;
const fits = (text: string, longest: number) => [...text].length <= longest;

/** A value as it is shown in a report: short, in quotes, without invisible characters. */
export const shown = (value: string) =>
  `"${value.replace(/\p{C}/gu, "\u{FFFD}").replace(/^(.{60}).+$/u, "$1…")}"`;

const country = (typed: string) => (countryCodes().has(typed.toUpperCase()) ? typed.toUpperCase() : null);
// Also those that turn the direction of what follows, or that nobody sees.
const controls = /[\p{Cc}\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;
const plain = (typed: string) => (typed.length <= longestText && !controls.test(typed) ? typed : null);
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

const day = (typed: string) => (isDay(typed) ? typed : null);

const value = <T>(read: (typed: string) => T | null, complaint: (typed: string) => string) =>
  z.string().transform((typed, context) => {
    const line = singleSpaced(typed);
    const found = read(line);
    if (found !== null) return found;
    context.issues.push({ code: "custom", input: typed, message: complaint(line) });
    return z.NEVER;
  });

type Complaint = string | ((typed: string) => string);

const complain = (complaint: Complaint, typed: string) =>
  `${shown(typed)} ${typeof complaint === "string" ? complaint : complaint(typed)}`;
const required = <T>(read: (typed: string) => T | null, complaint: Complaint) =>
  value(
    (typed) => (typed ? read(typed) : null),
    (typed) => (typed ? complain(complaint, typed) : "is missing"),
  );
const optional = <T>(read: (typed: string) => T | null, complaint: Complaint) =>
  value<T | "">(
    (typed) => (typed ? read(typed) : ""),
    (typed) => complain(complaint, typed),
  ).transform((found) => (found === "" ? null : found));

const isNoId = `cannot be an id: up to ${longestId} characters without spaces and / \\ ? # %, and not "none"`;
const isNoText = `is longer than ${longestText} characters or contains control characters`;
const isNoNumber = `is not a number of up to ${longestNumber} letters and digits`;
const isNoDay = (typed: string) => {
  const [first, second] = meantDays(typed);
  const remedy = second ? `: write ${first} or ${second}` : first ? `: write ${first}` : "";
  return `is not a day of the calendar, written YYYY-MM-DD${remedy}`;
};
const isNoProductId = "is not a product id of up to 255 characters without *";
const isNoPattern = `is not a product id, or the beginning of some with * behind it (at least ${limits.advisory.shortestPattern} characters: fewer would name everything)`;
const isNoAddress = "is not an address that begins with https:// or http://";

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

const productId = (typed: string) => {
  const id = normalizeProductId(typed);
  return id.length <= limits.device.productId && !id.includes("*") && !/\p{C}/u.test(id) ? id : null;
};
const pattern = (typed: string) => {
  const isBeginning = typed.endsWith("*");
  const id = productId(isBeginning ? typed.slice(0, -1) : typed);
  if (id === null || (isBeginning && id.length < limits.advisory.shortestPattern)) return null;
  return isBeginning ? `${id}*` : id;
};
const webAddress = (typed: string) =>
  /^https?:\/\/\S+$/u.test(typed) && typed.length <= 2000 && URL.canParse(typed) ? typed : null;
const milestone = (typed: string) => (typed.toLowerCase() === toBeAnnounced ? toBeAnnounced : day(typed));
const score = (typed: string) =>
  /^\d{1,2}(?:\.\d)?$/u.test(typed) && Number(typed) <= 10 ? Number(typed) : null;
const oneOf =
  <T extends string>(list: readonly T[]) =>
  (typed: string) =>
    list.find((one) => one === typed.toLowerCase()) ?? null;
const flaws = (typed: string) => {
  const listed = typed
    .toUpperCase()
    .split(/[\s;,]+/u)
    .filter(Boolean);
  return listed.every((cve) => /^CVE-\d{4}-\d{4,}$/u.test(cve)) ? [...new Set(listed)] : null;
};

const anyProduct = required(productId, isNoProductId);
const anyMilestone = optional(milestone, (typed) => `${isNoDay(typed)}, or ${toBeAnnounced}`);
/** Of an advisory: its title in other languages than the one that there always is. */
const titleColumns = Object.keys(languages).map((language) => [language, `title_${language}`] as const);

const isAfter = (one: string | null, other: string | null) =>
  one !== null && other !== null && one !== toBeAnnounced && other !== toBeAnnounced && one > other;

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
  product: z
    .object({
      product_id: anyProduct,
      name,
      announced_on: anyMilestone,
      end_of_sale_on: anyMilestone,
      end_of_renewal_on: anyMilestone,
      end_of_security_support_on: anyMilestone,
      end_of_support_on: anyMilestone,
      replacement_product_id: optional(productId, isNoProductId),
      notice_url: optional(webAddress, isNoAddress),
      updated_on: optional(day, isNoDay),
    })
    .refine((row) => row.replacement_product_id !== row.product_id, {
      path: ["replacement_product_id"],
      message: "is the product itself",
    })
    .refine((row) => !isAfter(row.end_of_sale_on, row.end_of_support_on), {
      path: ["end_of_support_on"],
      message: "lies before end_of_sale_on",
    })
    .refine((row) => !isAfter(row.end_of_security_support_on, row.end_of_support_on), {
      path: ["end_of_support_on"],
      message: "lies before end_of_security_support_on",
    }),
  advisory: z
    .object({
      id,
      kind: required(oneOf(advisoryKinds), `is none of ${advisoryKinds.join(", ")}`),
      severity: required(oneOf(severities), `is none of ${severities.join(", ")}`),
      cvss: optional(score, "is not a score from 0 to 10 with at most one decimal, such as 7.5"),
      cves: value(flaws, (typed) => `${shown(typed)} is not a list of CVE numbers such as CVE-2026-12345`),
      published_on: anyDay,
      updated_on: anyDay,
      url: optional(webAddress, isNoAddress),
      title: name,
      ...Object.fromEntries(titleColumns.map(([, column]) => [column, text])),
    })
    .refine((row) => row.published_on <= row.updated_on, {
      path: ["updated_on"],
      message: "lies before published_on",
    }),
  advisory_product: z.object({ advisory_id: id, product_id: required(pattern, isNoPattern) }),
  advisory_device: z.object({ advisory_id: id, serial_number: anyNumber }),
};

/** The titles of an advisory by language, of the columns that a file has; null: there is none any more. */
export const titlesOf = (row: Readonly<Record<string, unknown>>, header: readonly string[]) =>
  Object.fromEntries(
    titleColumns
      .filter(([, column]) => header.includes(column))
      .map(([language, column]) => [language, row[column] || null]),
  );

export const titleColumnNames = titleColumns.map(([, column]) => column);

export type OrganizationRow = z.infer<typeof rules.organization>;
