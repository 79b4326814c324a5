import { forgetCodesOf } from "#db/queries/sign-in.ts";
import { giveBack, passOn } from "#db/queries/address-given.ts";
import { eraseEverything } from "#db/queries/erasure.ts";
import { addPerson } from "#db/queries/person.ts";
import type { Write } from "#db/client.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { announceEverywhere } from "#functions/consequences/provisioning.ts";
import type { Context, Person } from "#functions/context/context.ts";

/**
 * What others had given to an address is whose it is from now on, who reads that mailbox; unasked as it was. What that person
 * holds already is held once. Nothing is left of whom they had made of the address.
 */
export function takeGiven(
  strangerId: PersonId,
  { id: personId }: Person,
  email: string,
  context: Context,
): Write[] {
  const { now, realNow, operationId, settings } = context;
  const passing = passOn({ from: strangerId, to: personId, at: now });
  const nobody = erasedAddress(strangerId);
  return [
    announceEverywhere(strangerId, context),
    ...passing,
    ...eraseEverything({
      id: strangerId,
      email: nobody,
      mailbox: nobody,
      actor: personId,
      action: "address.change",
      operationId,
      now,
      realNow,
      called: settings.provisioning.url !== "",
    }),
    // What has ended now since it was held twice.
    ...passing,
    // Whoever enters one of them would be the one who is erased.
    forgetCodesOf(email),
    announceEverywhere(personId, context),
  ];
}

/** The change is undone: what others had given to the new address stays there. */
export function leaveGiven(
  { id, language }: Pick<Person, "id" | "language">,
  email: string,
  madeAt: number,
  context: Context,
): Write[] {
  const strangerId = context.newId<PersonId>();
  return [
    announceEverywhere(id, context),
    addPerson({ id: strangerId, email, language: language ?? context.language }, context.now),
    ...giveBack({ from: id, to: strangerId, at: madeAt }),
    announceEverywhere(strangerId, context),
  ];
}
