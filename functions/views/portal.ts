import { type AccessRow, accountAccessOf } from "#db/queries/account-role.ts";
import { rolesOfPerson } from "#db/queries/role.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { organizationsHeld } from "./held.ts";
import { setUp, setUpView } from "./onboarding/set-up.ts";
import { standingOf, taskRecords, tasks } from "./tasks.ts";

/** The accounts in which somebody holds something, each with its roles once. */
function accountsHeld(access: readonly AccessRow[]) {
  const byDomain = Map.groupBy(access, ({ domainIdentifier }) => domainIdentifier);
  return [...byDomain].map(([domainIdentifier, rows]) => ({
    domainIdentifier,
    name: rows[0]!.name,
    roles: [...new Set(rows.map(({ role }) => role))],
  }));
}

/** What a signed-in person has: to do, registration, organizations with roles. */
export const portalPage = query({
  load: (_: unknown, context) => ({
    ...taskRecords(context),
    roles: rolesOfPerson(asker(context)),
    ...setUp(context),
    access: accountAccessOf(asker(context)),
  }),
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standingOf(loaded, person, context);
    return {
      name: person.name,
      setUp: setUpView(loaded, context),
      isAgent: context.settings.agents.includes(person.email),
      tasks: tasks(loaded, at, context),
      registration: at.registration ? { state: at.registration.state, current: at.current } : null,
      organizations: organizationsHeld(loaded.seats, loaded.roles),
      accounts: accountsHeld(loaded.access),
    };
  },
});
