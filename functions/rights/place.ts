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
} from "#db/queries/place.ts";
import { type Held, holdings, may } from "#db/queries/right.ts";
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

/** A place, or nothing where there is none, and what the asker holds there. */
export type PlaceRecords<P extends Place = Place> = Loaded<{
  place: PlaceReading<P>;
  holds: ReturnType<typeof mustFind<Held>>;
}>;

/** The same with the right, as a page reads it. */
export type AllowedRecords<P extends Place = Place> = PlaceRecords<P> &
  Loaded<{ allowed: ReturnType<typeof mustBe> }>;

/** Somebody in a place where what is asked for is allowed. */
export interface InPlace<P extends Place = Place> {
  readonly person: Person;
  readonly place: P;
  readonly may: (action: Action) => boolean;
  /** The right itself, as it must still hold in the statement that uses it. */
  readonly right: SQL;
}

/** What counts of what somebody holds: a seat whose terms are not accepted yet gives nothing. */
export const counting = (holds: PlaceRecords["holds"]) =>
  holds.map((row) => row.holds).filter((held): held is Holding => held !== "nominee");

/**
 * The asker in a place where the action is allowed. Who holds nothing there or above learns nothing of it (404); who
 * holds something else is told so (403). A role in a part of an account never counts for the whole.
 */
export function inPlace<P extends Place>(
  actor: Actor,
  { place: [place], holds: held }: PlaceRecords<P>,
  needed: (place: P) => Action,
  refused?: MessageKey,
): InPlace<P> {
  const person = signedIn(actor);
  if (!place || !held.length) throw new Refusal("notFound", "errors.404");
  const holds = counting(held);
  const action = needed(place);
  if (!can(holds, action)) throw forbidden(refused);
  const realm = place.kind === "account" ? { accountId: place.id } : { organizationId: place.id };
  return {
    person,
    place,
    may: (other) => can(holds, other),
    right: may(person.id, action, realm),
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
