import { idByEmail, isDisabled, isEnabled, personByEmail } from "#db/queries/person.ts";
import { holdingsIn } from "#db/queries/right.ts";
import { heldIn } from "#db/queries/role.ts";
import { roleSaid } from "#src/domain/act.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { hold, tell, together } from "#functions/command/consequences.ts";
import { addRole, giveRole as give } from "#functions/consequences/role/give.ts";
import { knownAddress } from "#functions/input/address.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Gives one more role to somebody associated with the organization or one above it (src/domain/README.md 2.7). */
export const giveRole = command({
  action: "role.give",

  input: ({ id = "", role, ...fields }) => {
    const email = knownAddress(fields);
    if (!isCustomerRole(role)) throw invalid({ role: { key: "organization.errors.roleRequired" } });
    return { id: organizationIdOf(id), email, role };
  },

  load: ({ id, email }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
    theirs: holdingsIn(idByEmail(email), { organizationId: id }),
  }),

  attempt: attemptIn,

  allow: inOrganization("role.give"),

  done: ({ place: [place], known: [person], held }, { role, email }, me) =>
    place
      ? {
          said: roleSaid("give", me, { email, person, held }, role, place.name),
        }
      : null,

  decide: ({ person: me, place, right }, loaded, { id, role }, context) => {
    const next = organizationAddress(id, "people");
    const [person] = loaded.known;
    if (loaded.held.some((one) => one.role === role && one.endedAt === null)) return { next };
    if (!person || !loaded.theirs.length) throw invalid({ email: { key: "organization.errors.notHere" } });
    const off = person.disabledAt !== null;

    const given = { personId: person.id, role, originId: context.operationId };
    return {
      next,
      ...together(
        hold((off ? isDisabled : isEnabled)(person.id)),
        (off ? addRole : give)({ organizationId: id }, given, context, right),
        tell("access-changed", person, { organization: place.name, by: me, given: [role], ended: [] }),
      ),
    };
  },
});
