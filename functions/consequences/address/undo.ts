import {
  type AddressChangeRow,
  changeEmail,
  endObjectionsSince,
  followAddress,
  isNotReturned,
  moveAddressChange,
  recordWhereHeld,
  vacateEmail,
} from "#db/queries/address-change.ts";
import { bringBack } from "#db/queries/address-left.ts";
import { takeBackSince } from "#db/queries/erasure-ends.ts";
import { eraseEverything } from "#db/queries/erasure.ts";
import { refuseIdentitiesSince } from "#db/queries/refused-identity.ts";
import { endAllSessions, removePasskeysSince } from "#db/queries/ways-in.ts";
import { isOneCompany } from "#src/domain/address-change.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import { limits } from "#src/domain/limits.ts";
import {
  change as changeRows,
  hold,
  move,
  record,
  tell,
  together,
  write,
} from "#functions/command/consequences.ts";
import { announceEverywhere } from "#functions/consequences/provisioning.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { leaveGiven } from "./given.ts";

/**
 * Whoever reads the old mailbox objects: the address is the person's again, everybody who was signed in is signed out, and
 * passkeys that came with the change end, identities at a provider are refused, and what was given to the other address since it was
 * made ends, and what was asked for with it: neither was meant for this mailbox. What was begun with the old address in the meantime ends too, since it was the
 * way to object and no more. `hasCome`: something that others had given to the other address, which goes back to it.
 */
export function undoChange(change: AddressChangeRow, hasCome: boolean, objector: Person, context: Context) {
  const { now, realNow, operationId, settings } = context;
  const { personId, oldEmail: to, newEmail: from, name, language } = change;
  const madeAt = change.dueAt - limits.addressChange.objectWithin;
  const called = settings.provisioning.url !== "";
  const nobody = erasedAddress(objector.id);
  const params = { change: "undone" as const, from: to, to: from };
  return together(
    hold(isNotReturned(change.id)),
    // First, as long as it is known whose they are.
    write(...refuseIdentitiesSince(change, objector.id, realNow)),
    move(moveAddressChange, change, "object", { changedAt: now, identities: null }),
    changeRows(vacateEmail(objector.id, nobody)),
    changeRows(changeEmail(personId, from, to, now)),
    write(
      // First, so that what is brought back is held by nobody else.
      ...(hasCome ? leaveGiven({ id: personId, language }, from, madeAt, context) : []),
      ...bringBack(personId, objector.id, madeAt),
      ...eraseEverything({
        id: objector.id,
        email: nobody,
        mailbox: nobody,
        actor: objector.id,
        action: "person.erase",
        operationId,
        now,
        realNow,
        called,
      }),
    ),
    record({ action: "person.erase", subjectId: objector.id, to: "erased" }),
    write(
      ...takeBackSince(
        { id: personId, actor: personId, action: "address.object", operationId, now, realNow, called },
        madeAt,
      ),
      ...followAddress({
        personId,
        from,
        to,
        oneCompany: isOneCompany(from, to),
        before: madeAt,
        now,
        undoing: change.id,
      }),
      ...[from, to].flatMap((email) => endAllSessions(personId, email)),
      endObjectionsSince(change.id, now),
      // Whoever had one before has shown it to make the change, and a mailbox alone must not do without.
      ...(change.hadPasskey === 1 ? [] : [removePasskeysSince(personId, change.createdAt)]),
      recordWhereHeld({ personId, actor: personId, action: "address.object", operationId, now, madeAt }),
      announceEverywhere(personId, context),
    ),
    [from, to].map((email) => tell("address-changed", { email, name, language }, params)),
  );
}
