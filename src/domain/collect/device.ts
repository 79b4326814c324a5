import { limits } from "#src/domain/limits.ts";
import { normalizeNumber, oneLine } from "#src/domain/text.ts";
import { type DeviceField, deviceFields, type RequiredField, requiredFields } from "./columns.ts";

/** A device as a customer's list holds it: every field, those that need not be there perhaps null. */
export type Device = Readonly<
  Record<RequiredField, string> & Record<Exclude<DeviceField, RequiredField>, string | null>
>;

/** Why a row is not loaded. */
export const rejectionReasons = [
  "required",
  "tooLong",
  "noIpAddress",
  "noMacAddress",
  "implausible",
  "mangled",
  "formula",
  "duplicate",
  "fieldCount",
  "quotes",
  "rowTooLong",
] as const;

export type RejectionReason = (typeof rejectionReasons)[number];

/** What is wrong with a row, at a field or with the whole of it. */
export interface Fault {
  readonly reason: RejectionReason;
  readonly field: DeviceField | null;
  readonly params?: Readonly<Record<string, number>>;
}

const limit = limits.device;
const longest: Record<DeviceField, number> = { ...limit, serialNumber: limit.serialNumber.longest };

/** Product ids as they are compared: one line without spaces, upper case. */
export const normalizeProductId = (typed: string) => oneLine(typed).replace(/\s/gu, "").toUpperCase();

// Spreadsheets keep a long number, and a serial number with one E in it, as a power of ten.
const isPowerOfTen = (typed: string) => /^\d[.,]?\d*E\+\d+$/iu.test(typed);
const isFormula = (typed: string) => /^=|^[+\-@]\s*[A-Z.]+\(/iu.test(typed);
// ="00123" is how exports keep spreadsheets from changing a value.
const unwrapped = (typed: string) => /^="([^"=]*)"$/u.exec(typed)?.[1] ?? typed;

function serialNumber(typed: string): string | null {
  const { shortest, longest } = limit.serialNumber;
  const number = normalizeNumber(typed);
  const isPlausible = /^[A-Z0-9]+$/u.test(number) && !/^(.)\1*$/u.test(number);
  return isPlausible && number.length >= shortest && number.length <= longest ? number : null;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/u;

/** An IPv4 or IPv6 address in its one written form, or null. */
export function ipAddress(typed: string): string | null {
  if (ipv4.test(typed)) return typed;
  if (!/^[\da-f:.]+$/iu.test(typed) || !typed.includes(":")) return null;
  const url = `http://[${typed}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : null;
}

/** A MAC address from any common writing as `00:1B:54:AA:01:02`, or null. */
export function macAddress(typed: string): string | null {
  const isWritten =
    /^[\da-f]{2}([:\-. ])(?:[\da-f]{2}\1){4}[\da-f]{2}$|^[\da-f]{3,4}([:\-. ])(?:[\da-f]{3,4}\2){1,2}[\da-f]{3,4}$|^[\da-f]{12}$/iu;
  const digits = typed.replace(/[^\da-f]/giu, "").toUpperCase();
  return isWritten.test(typed) && digits.length === 12 ? digits.match(/../gu)!.join(":") : null;
}

type Read = { value: string } | { reason: RejectionReason; params?: Fault["params"] };

const readers: Record<DeviceField, (typed: string) => Read> = {
  hostName: (value) => ({ value }),
  ipAddress: (typed) => found(ipAddress(typed), "noIpAddress"),
  serialNumber: (typed) =>
    isPowerOfTen(typed)
      ? { reason: "mangled" }
      : found(serialNumber(typed), "implausible", {
          min: limit.serialNumber.shortest,
          max: limit.serialNumber.longest,
        }),
  productId: (typed) => ({ value: normalizeProductId(typed) }),
  macAddress: (typed) => found(macAddress(typed), "noMacAddress"),
  location: (value) => ({ value }),
};

const found = (value: string | null, reason: RejectionReason, params?: Fault["params"]): Read =>
  value ? { value } : { reason, ...(params && { params }) };

/** A device from the values of its fields, or everything that is wrong with them; a column may be missing. */
export function deviceOf(
  values: Readonly<Partial<Record<DeviceField, string>>>,
): { device: Device } | { faults: readonly Fault[] } {
  const read = deviceFields.map((field) => ({ field, ...readField(field, values[field] ?? "") }));
  const faults = read.flatMap((one) => ("reason" in one ? [one] : []));
  if (faults.length) return { faults };
  // Of the required ones none is empty: `readField` has found a fault in it.
  const device = Object.fromEntries(
    read.map((one) => [one.field, "value" in one ? one.value || null : null]),
  ) as Device;
  return { device };
}

function readField(field: DeviceField, typed: string): Read {
  const value = unwrapped(oneLine(typed));
  if (!value) return isOptional(field) ? { value: "" } : { reason: "required" };
  if (isFormula(value)) return { reason: "formula" };
  if ([...value].length > longest[field]) return { reason: "tooLong", params: { max: longest[field] } };
  return readers[field](value);
}

const isOptional = (field: DeviceField) => !requiredFields.some((one) => one === field);
