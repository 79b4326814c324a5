import { mustChange, mustHold } from "#db/client.ts";
import { holdingsAt } from "#db/queries/administrator.ts";
import { idByEmail, isEnabled, personByEmail } from "#db/queries/person.ts";
import { giveRole as addRole, heldIn, manages } from "#db/queries/role.ts";
import { newId, organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/use-cases/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/use-cases/organization/place.ts";
import { knownAddress } from "#functions/use-cases/person/named.ts";
import { announceAccess } from "#functions/use-cases/provisioning/announce.ts";

/** Gives one more role to somebody who is associated with the organization, or with one above it (product.md 2.7). */
export const giveRole = command({
  action: "role.give",

  input: ({ id = "", role, ...fields }) => {
    const email = knownAddress(fields);
    if (!isCustomerRole(role)) throw invalid({ role: { key: "organization.errors.roleRequired" } });
    return { id: organizationIdOf(id), email, role };
  },

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    theirs: holdingsAt(idByEmail(email), id),
  }),

  attempt: attemptIn,

  decide: (actor, loaded, { id, role }, context) => {
    const { person: me, organization } = actingIn(actor, loaded, "role.give");
    const next = organizationAddress(id, "people");
    const [person] = loaded.known;
    if (loaded.held.some((one) => one.role === role && one.endedAt === null)) return { next };
    if (!person || !loaded.theirs.length) throw invalid({ email: { key: "organization.errors.notHere" } });
    if (person.disabledAt !== null) throw invalid({ email: { key: "errors.personDisabled" } });

    const roleId = newId();
    const given = {
      id: roleId,
      organizationId: id,
      personId: person.id,
      role,
      originId: context.operationId,
    };
    return {
      next,
      writes: [
        mustHold(isEnabled(person.id)),
        mustChange(addRole({ ...given, createdAt: context.now }, manages(me.id, id))),
        announceAccess({ personId: person.id, organizationId: id }, context),
      ],
      audit: [{ subjectId: roleId, organizationId: id, to: role }],
      mail: [
        {
          template: "access-changed",
          to: person,
          priority: "tell",
          params: { organization: organization.name, by: me.name, given: [role], ended: [] },
        },
      ],
    };
  },
});
