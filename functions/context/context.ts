import type { Database } from "#db/client.ts";
import type { PersonRow } from "#db/queries/person.ts";
import type { ApiKeyId, newId, OperationId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/translator.ts";
import type { Departure } from "./departure.ts";
import type { Settings } from "./env.ts";
import type { Noted } from "./log.ts";

/** How whoever asks has shown who that is, in this session. */
interface Proof {
  readonly sessionStartedAt: number;
  /** When a passkey was shown last, or a provider's strong sign-in was. */
  readonly provedAt: number | null;
  /** When the provider that began the session had the person sign in, 0: it does not say; null: a code began it. */
  readonly authenticatedAt: number | null;
  readonly hasPasskey: 0 | 1;
}

export type Person = PersonRow & Partial<Proof>;

/** One of the provider's systems, by the key that it has shown: what the record says of what it does. */
export type SystemActor = `key:${string}`;

export const actorOf = (key: ApiKeyId): SystemActor => `key:${key}`;

/** Who asks: somebody signed in, nobody known, the portal itself (scheduled work), or a system of the provider's. */
export type Actor = Person | "nobody" | "system" | SystemActor;

/** What every use case is given: no clock, id or connection of its own. */
export interface Context {
  readonly settings: Settings;
  readonly database: Database;
  /** The business's present, in milliseconds. */
  readonly now: number;
  /** The present day in the portal's time zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** The real present: sessions and sign-in codes go by it. */
  readonly realNow: number;
  /** The token of the asking browser's cookie, its signature checked; or nobody; the portal itself; or a system's key. */
  readonly session: { readonly token: string } | "nobody" | "system" | SystemActor;
  readonly operationId: OperationId;
  /** The file that came with the form; its field holds its SHA-256. */
  readonly file?: Uint8Array | "tooLarge" | "unreadable" | undefined;
  /** New ids and nonces are handed in, as time is, so that what a command decides can be told exactly. */
  readonly newId: typeof newId;
  readonly newNonce: () => string;
  /** The language of the page that asks. */
  readonly language: Language;
  /** The asking network: an IPv4 address or an IPv6 /64; null on loopback. */
  readonly network: string | null;
  /** Messages that leave after the answer; without it they wait for whoever looks for what is due. */
  readonly departing?: Departure[];
  /** What the log says of this request besides. */
  readonly noted?: Noted;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** No time zone begins a day within one. */
const quarterOfHour = 900_000;
const latest = new Map<string, { readonly quarter: number; readonly day: string }>();

/** The day of an instant in a time zone, `YYYY-MM-DD`; each request asks for that of its own. */
export function dayOf(instant: number, timeZone: string): string {
  const quarter = Math.floor(instant / quarterOfHour);
  const last = latest.get(timeZone);
  if (last?.quarter === quarter) return last.day;
  const day = calendarOf(timeZone).format(instant);
  latest.set(timeZone, { quarter, day });
  return day;
}

function calendarOf(timeZone: string) {
  const calendar =
    calendars.get(timeZone) ??
    new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  // Each holds some 30 KB outside of what the garbage collector sees.
  calendars.set(timeZone, calendar);
  return calendar;
}
