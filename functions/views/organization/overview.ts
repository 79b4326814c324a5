import { administratorsAt } from "#db/queries/administrator.ts";
import { liveLinks } from "#db/queries/link.ts";
import { organizationById, organizationsBelow } from "#db/queries/organization.ts";
import { figuresOf } from "#db/queries/place-figures.ts";
import { masked } from "#src/domain/email.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { type Action, can } from "#src/domain/policy.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { counts } from "#src/domain/seat.ts";
import { askerEmail, type Loaded, query, signedIn } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { tokenOf } from "#functions/context/links.ts";
import { counting, placeRecords } from "#functions/rights/place.ts";
import { placeFigures } from "#functions/views/place/figures.ts";
import { heading } from "#functions/views/place/part.ts";

/** The links by which the asker can still accept terms. */
export const termsLinks = (context: Context) => ({ links: liveLinks(askerEmail(context), context.now) });

/** Where the terms of one seat are accepted; null when nothing is to be accepted. */
export function termsAddress(
  { links }: Loaded<ReturnType<typeof termsLinks>>,
  seatId: string,
  { settings }: Context,
) {
  const link = links.find((one) => one.purpose === "acceptTerms" && one.subjectId === seatId);
  const token = link && tokenOf(settings.secrets, link);
  return token ? `link/${token}` : null;
}

/**
 * An organization as whoever holds something there may know it: users see the administrators' addresses masked, and a
 * nominee, who holds nothing yet, only where to accept.
 */
export const overviewPage = query({
  load: ({ id }: { id: OrganizationId }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    details: organizationById(id),
    ...termsLinks(context),
    seats: administratorsAt(id),
    figures: figuresOf({ organizationId: id }),
    below: organizationsBelow(id),
  }),
  view: (actor, loaded, { id }, context) => {
    const person = signedIn(actor);
    const [place] = loaded.place;
    const [organization] = loaded.details;
    if (!place || !organization || !loaded.holds.length) throw new Refusal("notFound", "errors.404");
    const own = loaded.seats.find((seat) => seat.organizationId === id && seat.personId === person.id);
    const holds = counting(loaded.holds);
    if (!holds.length && !own) throw new Refusal("notFound", "errors.404");
    const may = (action: Action) => can(holds, action);
    const seats = loaded.seats.filter(counts);
    const nearest = seats.filter(({ distance }) => distance === (seats[0]?.distance ?? 0));
    const face = !holds.length ? "nominated" : may("organization.manage") ? "manager" : "reader";
    return {
      ...heading({ place, may }),
      face: face as "nominated" | "manager" | "reader",
      organization,
      administrators: nearest.map((seat) => ({
        name: seat.name,
        email: face === "manager" ? seat.email : masked(seat.email),
        own: seat.personId === person.id,
        /** Where the seat is, when it is above. */
        from: seat.distance ? seat.organizationName : null,
      })),
      figures: placeFigures(loaded.figures, seats.length, may, context),
      /** Nobody else decides, and nobody else has been named. */
      alone: own !== undefined && counts(own) && !loaded.seats.some(({ personId }) => personId !== person.id),
      below: face === "nominated" ? [] : loaded.below.map(({ id, name, city }) => ({ id, name, city })),
      toAccept: own ? termsAddress(loaded, own.seatId, context) : null,
    };
  },
});
