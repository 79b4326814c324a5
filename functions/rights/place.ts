import type { SQL } from "drizzle-orm";
import { accountIdOf } from "#db/queries/account.ts";
import {
  type AccountPlace,
  type OrganizationPlace,
  type Place,
  placeByKey,
  type PlaceKey,
} from "#db/queries/place.ts";
import { holdingsIn, may, type Realm } from "#db/queries/right.ts";
import type { MessageKey } from "#locales/keys.ts";
import { type Action, can, type Holding } from "#src/domain/policy.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";
import type { Actor, Context, Person } from "#functions/context/context.ts";

/** The place that an address names, and what the asker holds there or above it. */
export const placeRecords = (key: PlaceKey, context: Context) => ({
  place: placeByKey(key),
  holds: holdingsIn(asker(context), "domain" in key ? { accountId: accountIdOf(key.domain) } : key),
});

export type PlaceRecords = Loaded<ReturnType<typeof placeRecords>>;

/** Somebody in a place where what is asked for is allowed. */
export interface InPlace<P extends Place = Place> {
  readonly person: Person;
  readonly place: P;
  readonly may: (action: Action) => boolean;
  /** The right itself, as it must still hold in the statement that uses it. */
  readonly right: SQL;
}

const realmOf = (place: Place): Realm =>
  place.kind === "account" ? { accountId: place.id } : { organizationId: place.id };

/** What counts of what somebody holds: a seat whose terms are not accepted yet gives nothing. */
export const counting = (holds: PlaceRecords["holds"]) =>
  holds.map((row) => row.holds).filter((held): held is Holding => held !== "nominee");

/** What has to be allowed, by the kind of place. */
type Needed = { readonly organization: Action; readonly account: Action };

/**
 * The asker in a place where the action is allowed. Who holds nothing there or above learns nothing of it (404); who
 * holds something else is told so (403).
 */
export function inPlace(
  actor: Actor,
  { place: [place], holds: held }: PlaceRecords,
  needed: Needed,
  refused?: MessageKey,
): InPlace {
  const person = signedIn(actor);
  if (!place || !held.length) throw new Refusal("notFound", "errors.404");
  const holds = counting(held);
  const action = needed[place.kind];
  if (!can(holds, action)) throw forbidden(refused);
  return {
    person,
    place,
    may: (other) => can(holds, other),
    right: may(person.id, action, realmOf(place)),
  };
}

/** As `inPlace`, where the address can only name an organization. */
export const inOrganization =
  (action: Action, refused?: MessageKey) =>
  (actor: Actor, records: PlaceRecords): InPlace<OrganizationPlace> =>
    inPlace(actor, records, { organization: action, account: action }, refused) as InPlace<OrganizationPlace>;

/** As `inPlace`, where the address can only name an account. */
export const inAccount =
  (action: Action, refused?: MessageKey) =>
  (actor: Actor, records: PlaceRecords): InPlace<AccountPlace> =>
    inPlace(actor, records, { organization: action, account: action }, refused) as InPlace<AccountPlace>;

/** Of an action that was refused: on record where somebody tried who holds something there. */
export const attemptIn = ({ place: [place], holds }: PlaceRecords) =>
  place && holds.length
    ? { subjectId: place.id, organizationId: place.kind === "organization" ? place.id : null }
    : null;
