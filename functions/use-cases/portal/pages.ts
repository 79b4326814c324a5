import { liveLinks } from "../../../db/queries/link.ts";
import { onboardingRecords, questionOf } from "../../../db/queries/onboarding.ts";
import { emailOf } from "../../../db/queries/person.ts";
import { rolesOfPerson, seatsOfPerson } from "../../../db/queries/seat.ts";
import type { Context } from "../../context.ts";
import { tokenOf } from "../../links.ts";
import { asker, type Loaded, query, signedIn } from "../query.ts";
import { type Standing, standing } from "../onboarding/standing.ts";

const waiting = (context: Context) => ({
  links: liveLinks(emailOf(asker(context)), context.now),
  seats: seatsOfPerson(asker(context)),
});

/** What waits for a person, each leading to the page of its link. */
function tasks({ links, seats }: Loaded<ReturnType<typeof waiting>>, at: Standing, { settings }: Context) {
  const chosen = at.current === "check-email" ? at.chosen?.name : undefined;
  return links.flatMap((link) => {
    const token = tokenOf(settings.secrets, link);
    const seat = seats.find(({ id }) => (id as string) === link.subjectId);
    const organizationName = link.purpose === "acceptTerms" ? seat?.organizationName : chosen;
    return token && organizationName
      ? [
          {
            purpose: link.purpose,
            organization: organizationName,
            address: `link/${token}`,
            until: link.expiresAt,
          },
        ]
      : [];
  });
}

const all = (_: unknown, context: Context) => ({
  ...waiting(context),
  roles: rolesOfPerson(asker(context)),
  ...onboardingRecordsWithoutSeats(context),
});

/** The records of onboarding beside the asker's own seats, which have another name here. */
function onboardingRecordsWithoutSeats(context: Context) {
  const { seats: nearby, ...records } = onboardingRecords(questionOf(asker(context)));
  return { ...records, nearby };
}

type All = Loaded<ReturnType<typeof all>>;
const standingOf = (loaded: All, person: ReturnType<typeof signedIn>, context: Context) =>
  standing({ ...loaded, seats: loaded.nearby }, person, context);

/** *To do*: so that a lost e-mail stops nobody (product.md 7). */
export const tasksPage = query({
  load: all,
  view: (actor, loaded, _, context) => {
    const at = standingOf(loaded, signedIn(actor), context);
    return { tasks: tasks(loaded, at, context) };
  },
});

/** What a signed-in person has: to do, registration, organizations with roles. */
export const portalPage = query({
  load: all,
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standingOf(loaded, person, context);
    const organizations = new Map<string, { id: string; name: string; roles: string[] }>();
    const entry = (id: string, name: string) => {
      const found = organizations.get(id) ?? { id, name, roles: [] };
      organizations.set(id, found);
      return found.roles;
    };
    for (const seat of loaded.seats)
      entry(seat.organizationId, seat.organizationName).push("delegated-administrator");
    for (const role of loaded.roles) entry(role.organizationId, role.organizationName).push(role.role);
    return {
      name: person.name,
      tasks: tasks(loaded, at, context),
      registration: at.registration ? { state: at.registration.state, current: at.current } : null,
      organizations: [...organizations.values()],
    };
  },
});
