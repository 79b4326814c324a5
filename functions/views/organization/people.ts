import type { OrganizationId } from "#src/domain/ids.ts";
import { customerRoles, isCustomerRole } from "#src/domain/role.ts";
import { query } from "#functions/command/query.ts";
import { inPart } from "#functions/views/place/part.ts";
import {
  type Change,
  type PeopleQuestion,
  peopleRecords,
  peopleView,
} from "#functions/views/place/people.ts";

/** Everybody who may do something in an organization, with what the asker may change (src/domain/README.md 2.7). */
export const peoplePage = query({
  load: ({ id, ...question }: PeopleQuestion & { readonly id: OrganizationId }, context) =>
    peopleRecords({ organizationId: id }, question, context),
  view: (actor, loaded, question) => {
    const at = inPart(actor, loaded, "people");
    const mayRemove = at.may("person.remove");
    return {
      ...peopleView(at, loaded, question, ({ here, disabled }): readonly Change[] => {
        const held = here.map(({ holds }) => holds);
        return [
          ...(at.may("role.give") && !disabled
            ? customerRoles.filter((role) => !held.includes(role))
            : []
          ).map((role) => ({ action: "give" as const, role })),
          ...(at.may("role.take") ? held.filter(isCustomerRole) : []).map((role) => ({
            action: "take" as const,
            role,
          })),
          ...(mayRemove && held.length ? [{ action: "remove" as const }] : []),
        ];
      }),
      face: mayRemove ? ("administrator" as const) : ("associating" as const),
    };
  },
});
