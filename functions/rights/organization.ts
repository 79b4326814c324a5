import type { MessageKey } from "#locales/keys.ts";
import { holdingsAt } from "#db/queries/administrator.ts";
import { organizationById } from "#db/queries/organization.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { type Action, can, type Holding } from "#src/domain/policy.ts";
import { forbidden, Refusal } from "#src/domain/refusal.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";

/** An organization, and what the asker holds there or above. */
export const placeOf = (id: OrganizationId, context: Context) => ({
  organization: organizationById(id),
  holds: holdingsAt(asker(context), id),
});

export type Place = Loaded<ReturnType<typeof placeOf>>;

export const holdingsIn = ({ holds }: Pick<Place, "holds">) =>
  holds.map((row) => row.holds).filter((held): held is Holding => held !== "nominee");

/**
 * The asker in an organization where the action is allowed. Who holds nothing there or above learns nothing of it
 * (404); who holds something else is told so (403).
 */
export function allowedIn(actor: Actor, place: Place, action: Action, refused?: MessageKey) {
  const person = signedIn(actor);
  const [organization] = place.organization;
  if (!organization || !place.holds.length) throw new Refusal("notFound", "errors.404");
  const holds = holdingsIn(place);
  if (!can(holds, action)) throw forbidden(refused);
  return { person, organization, holds, may: (other: Action) => can(holds, other) };
}

/** As `allowedIn`, for a form on a page that one may see all the same. */
export const actingIn = (actor: Actor, place: Place, action: Action) =>
  allowedIn(actor, place, action, "organization.errors.notAllowed");

/** The parts of access management, and what one has to be allowed for each. */
const parts = {
  "": "organization.read",
  people: "person.associate",
  administrators: "seat.nominate",
  requests: "accessRequest.decide",
  history: "history.read",
} as const satisfies Record<string, Action>;

export type Part = keyof typeof parts;

/** What every page of an organization shows: its name, and the parts that the asker may open. */
export const heading = ({
  organization,
  may,
}: Pick<ReturnType<typeof allowedIn>, "organization" | "may">) => ({
  id: organization.id,
  name: organization.name,
  parts: (Object.keys(parts) as Part[]).filter((part) => may(parts[part])),
});

/** Of an action that was refused: on record where somebody tried who holds something there. */
export const attemptIn = ({ organization: [organization], holds }: Place) =>
  organization && holds.length ? { subjectId: organization.id, organizationId: organization.id } : null;
