import type { SQL } from "#db/builder.ts";
import { mustBe, mustFind } from "#db/gate.ts";
import {
  type AccountPlace,
  type OrganizationPlace,
  type Place,
  placeByKey,
  type PlaceKey,
  type PlaceReading,
  realmOf,
  realmOfAccount,
} from "#db/queries/place.ts";
import { type AccountRealm, type Held, holdings, may, mayThroughout, type Realm } from "#db/queries/right.ts";
import type { MessageKey } from "#locales/keys.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { type Action, can, type Holding } from "#src/domain/policy.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

/** How the addresses of organizations name them. */
export const organizationKey = ({ id }: { readonly id: string }) => ({
  organizationId: organizationIdOf(id),
});

/** How the addresses of Smart Accounts name them. */
export const accountKey = ({ domain }: { readonly domain: string }) => ({ domain });

/**
 * What the asker holds in the place that an address names, or above it, and the place. It comes first in a reading:
 * for whoever holds nothing there, nothing behind it is carried out, so that by no measure there is anything to learn.
 */
export const placeRecords = <Key extends PlaceKey>(key: Key, context: Context) => ({
  holds: mustFind<Held>(holdings(asker(context), realmOf(key)), "holds"),
  place: placeByKey(key),
});

/** The same, with what one must be allowed there for anything behind it to be carried out. */
export const placeRecordsFor = <Key extends PlaceKey>(key: Key, action: Action, context: Context) => ({
  ...placeRecords(key, context),
  allowed: mustBe(may(asker(context), action, realmOf(key))),
});

/** What of a Smart Account an action extends to for the asker: all of it, or some parts. */
export function accountRealmFor(domain: string, action: Action, context: Context): AccountRealm {
  const { accountId } = realmOfAccount(domain);
  return { accountId, only: (partId) => may(asker(context), action, { accountId, partId }) };
}

/** The same of any place; of an organization it is all. */
export const realmFor = (key: PlaceKey, action: Action, context: Context): Realm =>
  "domain" in key ? accountRealmFor(key.domain, action, context) : key;

/** A place, or nothing where there is none, and what the asker holds there. */
export type PlaceRecords<P extends Place = Place> = Loaded<{
  place: PlaceReading<P>;
  holds: ReturnType<typeof mustFind<Held>>;
}>;

/** The same with the right, as a page reads it. */
export type AllowedRecords<P extends Place = Place> = PlaceRecords<P> &
  Loaded<{ allowed: ReturnType<typeof mustBe> }>;

/** The virtual accounts to which a right is limited; null: it is not. */
export type Reach = readonly string[] | null;

/** How far an action is allowed by what somebody holds; undefined: nowhere. */
export function reachOf(held: readonly Held[], action: Action): Reach | undefined {
  const allowing = held.filter((one) => can(counting([one]), action)).map(({ partId }) => partId);
  if (allowing.includes(null)) return null;
  const parts = allowing.filter((id) => id !== null);
  return parts.length ? parts : undefined;
}

/** Somebody in a place where what is asked for is allowed. */
export interface InPlace<P extends Place = Place> {
  readonly person: Person;
  readonly place: P;
  /** True where this person may do something there, be it in one part of a Smart Account only. */
  readonly may: (action: Action) => boolean;
  /** Of a Smart Account: the parts to which the right is limited; null: it is not. */
  readonly reach: Reach;
  /** The right itself, as it must still hold in the statement that uses it. */
  readonly right: SQL;
}

/** What counts of what somebody holds: a seat whose terms are not accepted yet gives nothing. */
export const counting = (holds: readonly Held[]) =>
  holds.map((row) => row.holds).filter((held): held is Holding => held !== "nominee");

/**
 * The asker in a place where the action is allowed. Who holds nothing there or above learns nothing of it (404); who
 * holds something else is told so (403). A role in a part of an account counts in that part alone.
 */
export function inPlace<P extends Place>(
  actor: Actor,
  { place: [place], holds: held }: PlaceRecords<P>,
  needed: (place: P) => Action,
  refused?: MessageKey,
): InPlace<P> {
  const person = signedIn(actor);
  if (!place || !held.length) throw new Refusal("notFound", "errors.404");
  const action = needed(place);
  const reach = reachOf(held, action);
  if (reach === undefined) throw forbidden(refused);
  return {
    person,
    place,
    may: (other) => reachOf(held, other) !== undefined,
    reach,
    right:
      place.kind === "account"
        ? mayThroughout(person.id, action, place.id, reach)
        : may(person.id, action, { organizationId: place.id }),
  };
}

/** Who may send a form of an organization: one sees the page all the same, which says so. */
export const inOrganization =
  (action: Action) =>
  (actor: Actor, records: PlaceRecords<OrganizationPlace>): InPlace<OrganizationPlace> =>
    inPlace(actor, records, () => action, "organization.errors.notAllowed");

/** As `inOrganization`, for a form of a Smart Account. */
export const inAccount =
  (action: Action) =>
  (actor: Actor, records: PlaceRecords<AccountPlace>): InPlace<AccountPlace> =>
    inPlace(actor, records, () => action, "account.notAllowed");

/** Of an action that was refused: on record where somebody tried who holds something there. */
export const attemptIn = ({ place: [place], holds }: PlaceRecords) =>
  place && holds.length
    ? { subjectId: place.id, organizationId: place.kind === "organization" ? place.id : null }
    : null;
