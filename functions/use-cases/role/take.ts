import { idByEmail, personByEmail } from "#db/queries/person.ts";
import { endRole, heldIn } from "#db/queries/role.ts";
import { canBeUndone, cannotBeUndone, isTold, roleIn, roleName, roleSaid } from "#src/domain/act.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isCustomerRole } from "#src/domain/role.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, record, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { knownAddress } from "#functions/input/address.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";
import { maskedNamed } from "#functions/emails/letter.ts";

/** Takes a role from somebody in the organization where it was given (src/domain/README.md 2.7). */
export const takeRole = command({
  action: "role.take",

  input: ({ id = "", role, ...fields }) => {
    const email = knownAddress(fields);
    if (!isCustomerRole(role)) throw invalid({ role: { key: "organization.errors.roleRequired" } });
    return { id: organizationIdOf(id), email, role };
  },

  load: ({ id, email }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    known: personByEmail(email),
    held: heldIn(idByEmail(email), id),
  }),

  attempt: attemptIn,

  allow: inOrganization("role.take"),

  done: ({ place: [place], known: [person], held }, { id, role, email }, me) =>
    place
      ? {
          said: roleSaid("take", me, { email, person, held }, role, place.name),
          undo: person?.id === me.id ? undefined : organizationAddress(id, "people"),
        }
      : null,

  decide: ({ person: me, place, right }, loaded, { id, role }, context) => {
    const next = organizationAddress(id, "people");
    const [person] = loaded.known;
    const such = loaded.held.filter((one) => one.kind === "role" && one.role === role);
    const held = such.find(({ endedAt }) => endedAt === null);
    if (!person || !such.length) throw invalid({ email: { key: "organization.errors.roleNotHere" } });
    if (!held) return { next };

    const own = person.id === me.id;
    const name = calledTo(me, person, [held]);
    return {
      next: own ? "organizations" : next,
      check: {
        question: own
          ? { key: "acts.take.own", params: { role: roleName(role) } }
          : { key: "acts.take.question", params: { name, role: roleName(role) } },
        loses: [roleIn(role, place.name)],
        follows: own ? [cannotBeUndone] : [isTold(name, [held]), canBeUndone],
        confirm: { key: "acts.take.confirm" },
      },
      ...together(
        change(endRole(held.id, context.now, right)),
        write(announceAccess({ personId: person.id, organizationId: id }, context)),
        record({ subjectId: held.id, organizationId: id, from: role, to: "ended" }),
        !own &&
          tell("access-changed", person, {
            organization: place.name,
            by: maskedNamed(me),
            given: [],
            ended: [role],
          }),
      ),
    };
  },
});
