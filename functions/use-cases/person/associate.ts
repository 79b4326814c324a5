import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { heldIn } from "#db/queries/role.ts";
import { roleSaid } from "#src/domain/act.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import type { FieldErrors } from "#src/domain/refusal.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { tell, together, write } from "#functions/command/consequences.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { addRole, giveRole } from "#functions/consequences/role/give.ts";
import { newAddress } from "#functions/input/address.ts";
import { causing } from "#functions/quotas/writing.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

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
    ...placeRecords({ organizationId: id }, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    ...causing.read(context),
  }),

  attempt: attemptIn,

  allow: inOrganization("person.associate"),

  done: ({ place: [place], known: [person], held }, { role, email }, me) =>
    place
      ? {
          said: roleSaid("give", me, { email, person, held }, role, place.name),
        }
      : null,

  decide: ({ person: me, place, right }, loaded, { id, role, email, ...chosen }, context) => {
    const next = organizationAddress(id, "people");
    const held = loaded.held.filter(({ endedAt }) => endedAt === null);
    if (held.some((one) => one.role === role)) return { next };

    const language = chosen.language ?? me.language ?? context.language;
    const { person, writes, isDisabled } = personOrNew({ email, language }, loaded.known, context);
    const counted = causing.take(loaded, me, context);
    const given = { personId: person.id, role, originId: context.operationId };
    const organization = place.name;
    return {
      next,
      ...together(
        counted,
        write(...writes),
        (isDisabled ? addRole : giveRole)({ organizationId: id }, given, context, right),
        held.length
          ? tell("access-changed", person, { organization, by: me, given: [role], ended: [] })
          : tell("access-granted", person, { place: organization, role, by: me, unasked: true }),
      ),
    };
  },
});
