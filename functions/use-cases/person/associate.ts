import type { FieldErrors } from "#src/domain/refusal.ts";
import { mustChange } from "#db/client.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { giveRole, heldIn, manages } from "#db/queries/role.ts";
import { newId, organizationIdOf } from "#src/domain/ids.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { asker } from "#functions/command/query.ts";
import { actingIn, attemptIn, placeOf } from "#functions/rights/organization.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { naming } from "#functions/quotas/quotas.ts";
import { newAddress } from "#functions/input/address.ts";
import { personOrNew } from "#functions/consequences/person.ts";

/** Associates somebody with an organization, by address, with a role (src/domain/README.md 2.7). */
export const associatePerson = command({
  action: "person.associate",

  input: ({ id = "", role = "customer-user", ...fields }) => {
    const unknown: FieldErrors = isCustomerRole(role)
      ? {}
      : { role: { key: "organization.errors.roleRequired" } };
    return {
      id: organizationIdOf(id),
      ...newAddress(fields, unknown),
      role: isCustomerRole(role) ? role : "customer-user",
    };
  },

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    ...naming.read({ name: asker(context), named: email }, context),
  }),

  attempt: attemptIn,

  allow: (actor, loaded) => actingIn(actor, loaded, "person.associate"),

  decide: ({ person: me, organization }, loaded, { id, role, email, ...chosen }, context) => {
    const next = organizationAddress(id, "people");
    const held = loaded.held.filter(({ endedAt }) => endedAt === null);
    if (held.some((one) => one.role === role)) return { next };

    const { now, operationId } = context;
    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes } = personOrNew({ email, language }, loaded.known, context);
    const counted = naming.take(loaded, { name: me.id, named: email }, context);
    const roleId = newId();
    const given = { id: roleId, organizationId: id, personId: person.id, role, originId: operationId };
    return {
      next,
      writes: [
        ...counted.writes,
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
              params: { organization: organization.name, by: me.name, given: [role], ended: [] },
            }
          : {
              template: "access-granted",
              to: person,
              params: { place: organization.name, role, by: me.name, unasked: true },
            },
      ],
    };
  },
});
