import { mustChange } from "#db/client.ts";
import { administers } from "#db/queries/administrator.ts";
import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { endRole, heldIn } from "#db/queries/role.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { actingIn, attemptIn, placeOf } from "#functions/rights/organization.ts";
import { knownAddress } from "#functions/input/address.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";

/** Takes a role from somebody in the organization where it was given (src/domain/README.md 2.7). */
export const takeRole = command({
  action: "role.take",

  input: ({ id = "", role, ...fields }) => {
    const email = knownAddress(fields);
    if (!isCustomerRole(role)) throw invalid({ role: { key: "organization.errors.roleRequired" } });
    return { id: organizationIdOf(id), email, role };
  },

  load: ({ id, email }, context) => ({
    ...placeOf(id, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
  }),

  attempt: attemptIn,

  allow: (actor, loaded) => actingIn(actor, loaded, "role.take"),

  decide: ({ person: me, organization }, loaded, { id, role }, context) => {
    const next = organizationAddress(id, "people");
    const [person] = loaded.known;
    const such = loaded.held.filter((one) => one.kind === "role" && one.role === role);
    const held = such.find(({ endedAt }) => endedAt === null);
    if (!person || !such.length) throw invalid({ email: { key: "organization.errors.roleNotHere" } });
    if (!held) return { next };

    return {
      next: person.id === me.id ? "organizations" : next,
      writes: [
        mustChange(endRole(held.id, context.now, administers(me.id, id))),
        announceAccess({ personId: person.id, organizationId: id }, context),
      ],
      audit: [{ subjectId: held.id, organizationId: id, from: role, to: "ended" }],
      mail:
        person.id === me.id
          ? []
          : [
              {
                template: "access-changed",
                to: person,
                params: { organization: organization.name, by: me.name, given: [], ended: [role] },
              },
            ],
    };
  },
});
