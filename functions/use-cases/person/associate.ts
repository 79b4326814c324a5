import { mustChange } from "#db/client.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { giveRole, heldIn, manages } from "#db/queries/role.ts";
import { newId, organizationIdOf } from "#src/domain/ids.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/use-cases/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/use-cases/organization/place.ts";
import { announceAccess } from "#functions/use-cases/provisioning/announce.ts";
import { countNaming, namings } from "./count-naming.ts";
import { newAddress } from "./named.ts";
import { personOrNew } from "./person-or-new.ts";

/** Associates somebody with an organization, by address, with a role (product.md 2.7). */
export const associatePerson = command({
  action: "person.associate",

  input: ({ id = "", role = "customer-user", ...fields }) => {
    const unknown = !isCustomerRole(role) && { role: { key: "organization.errors.roleRequired" } };
    return {
      id: organizationIdOf(id),
      ...newAddress(fields, { ...unknown }),
      role: isCustomerRole(role) ? role : "customer-user",
    };
  },

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    ...namings(email, context),
  }),

  attempt: attemptIn,

  decide: (actor, loaded, { id, role, email, ...chosen }, context) => {
    const { person: me, organization } = actingIn(actor, loaded, "person.associate");
    const next = organizationAddress(id, "people");
    const held = loaded.held.filter(({ endedAt }) => endedAt === null);
    if (held.some((one) => one.role === role)) return { next };

    const { now, operationId } = context;
    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    const roleId = newId();
    const given = { id: roleId, organizationId: id, personId: person.id, role, originId: operationId };
    return {
      next,
      writes: [
        ...countNaming(loaded, { by: me.id, email }, context),
        ...writes,
        mustChange(giveRole({ ...given, createdAt: now }, manages(me.id, id))),
        announceAccess({ personId: person.id, organizationId: id }, context),
      ],
      audit: [{ subjectId: roleId, organizationId: id, to: role }],
      mail: [
        held.length
          ? {
              template: "access-changed",
              to: person,
              priority: "tell",
              params: { organization: organization.name, by: me.name, given: [role], ended: [] },
            }
          : {
              template: "access-granted",
              to: person,
              priority: "tell",
              params: { place: organization.name, role, by: me.name, unasked: true },
            },
      ],
    };
  },
});
