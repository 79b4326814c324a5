import type { Result, SQL } from "#db/builder.ts";
import { endAccountRole, type RoleHeld } from "#db/queries/account-role.ts";
import type { identifierAsked } from "#db/queries/identifier-change.ts";
import { endLinks } from "#db/queries/link.ts";
import { moveNominee, type NomineeRow } from "#db/queries/nominee.ts";
import type { AccountPlace } from "#db/queries/place.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { invalid } from "#src/domain/refusal.ts";
import { isOpen } from "#src/domain/review.ts";
import {
  change,
  type Consequences,
  hold,
  move,
  record,
  tell,
  together,
  write,
} from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { withdrawCase } from "#functions/consequences/review/withdraw.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { maskedNamed } from "#functions/emails/letter.ts";

interface By {
  readonly person: Person;
  readonly place: AccountPlace;
  readonly right: SQL;
}

interface Ending {
  /** They are all that the person has in the account. */
  readonly all?: true;
  readonly person: Reader & { readonly id: PersonId };
  readonly roles: readonly RoleHeld[];
  /** What was offered to the person and ends with them: taken later it would give back what was ended. */
  readonly offered: readonly NomineeRow[];
  /** What was asked last about the account's identifier: it falls with whoever asked as an administrator. */
  readonly asked: Result<ReturnType<typeof identifierAsked>>;
  /** Those who administer the account, as far as whoever ends it may know. */
  readonly administrators: readonly { readonly personId: PersonId }[];
  /** Where it is ended, in words. */
  readonly where: string;
}

/** Ends one person's roles in a Smart Account; never its last administrator's (src/domain/README.md 5.6). */
export function endRoles(
  { person: me, place, right }: By,
  { person, roles, offered, asked: [asked], administrators, where, all }: Ending,
  context: Context,
): Consequences {
  const administers = roles.some(({ role }) => role === "smart-account-administrator");
  if (administers && administrators.every(({ personId }) => personId === person.id))
    throw invalid({ email: { key: "account.people.errors.lastAdministrator" } });
  const ended = [...new Set(roles.map(({ role }) => role))];
  return together(
    hold(right),
    roles.map(({ id, role }) =>
      together(
        change(endAccountRole(id, me.email, context.now)),
        record({ subjectId: id, from: role, to: "ended" }),
      ),
    ),
    offered.map((one) => endOffer(one, context)),
    administers && asked?.personId === person.id && isOpen(asked) && withdrawCase(asked, me, context),
    write(announceAccess({ personId: person.id, accountId: place.id }, context)),
    person.id !== me.id &&
      tell("access-changed", person, {
        organization: where,
        by: maskedNamed(me),
        given: [],
        ended,
        ...(all && { all }),
      }),
  );
}

/** A nomination that nobody has answered ends, with its link. */
export const endOffer = (one: NomineeRow, { now }: Pick<Context, "now">): Consequences =>
  together(
    move(moveNominee, one, "end", { changedAt: now }, { action: "account.end-nomination" }),
    write(endLinks("acceptNomination", one.id, now)),
  );
