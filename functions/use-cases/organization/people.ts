import { type HeldRow, peopleAt } from "../../../db/queries/role.ts";
import { type CustomerRole, customerRoles, isCustomerRole } from "../../../src/domain/role.ts";
import { query } from "../query.ts";
import { allowedIn, heading, placeOf } from "./place.ts";

/** One person of an organization: what is held here, and what comes from organizations above. */
function personView(rows: readonly HeldRow[]) {
  const { personId, name, email, disabledAt } = rows[0]!;
  const here = rows.filter(({ distance }) => distance === 0).map(({ holds }) => holds);
  return {
    personId,
    name: name || email,
    email,
    disabled: disabledAt !== null,
    here,
    inherited: rows
      .filter(({ distance }) => distance > 0)
      .map(({ holds, organizationName }) => ({ holds, organization: organizationName })),
    /** Roles that can be given, and those that can be taken. */
    missing: customerRoles.filter((role) => !here.includes(role)),
    taken: here.filter((role): role is CustomerRole => isCustomerRole(role)),
  };
}

/** Everybody who may do something in an organization. */
export const peoplePage = query({
  load: ({ id }: { id: string }, context) => ({ ...placeOf(id, context), people: peopleAt(id) }),
  view: (actor, loaded) => {
    const at = allowedIn(actor, loaded, "person.associate");
    const ids = [...new Set(loaded.people.map(({ personId }) => personId))];
    return {
      ...heading(at),
      mayTake: at.may("role.take"),
      mayRemove: at.may("person.remove"),
      language: at.person.language,
      people: ids.map((id) => ({
        ...personView(loaded.people.filter(({ personId }) => personId === id)),
        own: id === at.person.id,
      })),
    };
  },
});
