import type { Result } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import {
  type AddressChangeRow,
  changeEmail,
  followAddress,
  isFree,
  moveAddressChange,
  noteBeforeChange,
  noteIdentities,
  recordWhereHeld,
  vacateEmail,
} from "#db/queries/address-change.ts";
import { withdrawAsked } from "#db/queries/address-asked.ts";
import { endNominationsBeside } from "#db/queries/address-given.ts";
import {
  type AccountLeft,
  type Given,
  type holdingsOfChanger,
  holdsStill,
  leaveBehind,
  type PlaceLeft,
} from "#db/queries/address-left.ts";
import type { administratorsBeside } from "#db/queries/erasure-facts.ts";
import { endIdentitiesOf } from "#db/queries/identity.ts";
import { endLinks } from "#db/queries/link.ts";
import { endAllSessions } from "#db/queries/ways-in.ts";
import { isOneCompany } from "#src/domain/address-change.ts";
import { erasedAddress } from "#src/domain/erased.ts";
import { domainOf, isWithin } from "#src/domain/email.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { change as changeRows, hold, move, tell, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { announceEverywhere } from "#functions/consequences/provisioning.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { KnownAgents } from "#functions/rights/agent.ts";
import { takeGiven } from "./given.ts";
import { leaveCompany } from "./leave.ts";

/** Who hears of it besides the two mailboxes. */
interface Told {
  readonly beside: Result<ReturnType<typeof administratorsBeside>>;
  /** Where the address leaves the company, read for any. */
  readonly left: readonly PlaceLeft[];
  readonly accounts: readonly AccountLeft[];
  readonly given: readonly Given[];
  readonly held: Result<ReturnType<typeof holdingsOfChanger>>;
  readonly known: KnownAgents;
}

/**
 * Both mailboxes have confirmed: the person keeps the id, and with it everything that is held; whatever names the old
 * address names the new one, and everybody signs in anew. The old mailbox is sent a way to object.
 */
export function makeChange(
  change: AddressChangeRow,
  event: "confirmOld" | "confirmNew",
  person: Person,
  { beside, left, accounts, given, held, known }: Told,
  context: Context,
) {
  const { now, operationId } = context;
  const { id, oldEmail: from, newEmail: to, strangerId } = change;
  const dueAt = now + limits.addressChange.objectWithin;
  const oneCompany = isOneCompany(from, to);
  const places = oneCompany ? [] : left;
  const outside = oneCompany ? [] : accounts.filter(({ domain }) => !isWithin(domainOf(to), domain));
  // Whoever is told of leaving is not told of the change again.
  const others = beside.filter(
    (one) =>
      !places.some(
        ({ organizationId, email }) => organizationId === one.organizationId && email === one.email,
      ),
  );
  return together(
    hold(isFree(to, now)),
    // What others give meanwhile, or take back having ended it, would go along: it is to stay.
    hold(holdsStill(person.id, held[0]?.holdings ?? "")),
    move(moveAddressChange, change, event, { dueAt, changedAt: now }),
    strangerId && changeRows(vacateEmail(strangerId, erasedAddress(strangerId))),
    changeRows(changeEmail(person.id, from, to, now)),
    write(
      noteBeforeChange(id, person.id, to),
      announceEverywhere(person.id, context),
      // The old company's account at a provider is the old company's.
      ...(oneCompany
        ? []
        : [
            ...withdrawAsked({ id: person.id, operationId, now }),
            noteIdentities(id, person.id),
            endIdentitiesOf(person.id),
          ]),
      ...(oneCompany || !given.length ? [] : stayBehind(given, person, from, context)),
      ...followAddress({ personId: person.id, from, to, oneCompany, before: now + 1, now }),
      ...endAllSessions(person.id, from),
      endLinks("changeAddress", id, now),
      ...(strangerId ? endNominationsBeside({ personId: person.id, strangerId, operationId, now }) : []),
      // Before what others gave to the new address comes along: there nothing has changed.
      recordWhereHeld({ personId: person.id, actor: person.id, action: "address.change", operationId, now }),
      ...(strangerId ? takeGiven(strangerId, person, to, context) : []),
    ),
    sendLink(
      {
        purpose: "objectToChange",
        to: { email: from, name: person.name, language: person.language },
        subjectId: id,
        lifetime: limits.addressChange.objectWithin,
      },
      "address-changed",
      { change: "made", from, to, until: dueAt },
      context,
    ),
    leaveCompany({ person, from, to, places, accounts: outside }, known, context),
    others.map(({ organization, organizationId, ...reader }) =>
      tell("administrator-changed", reader, {
        organization,
        organizationId,
        who: { name: person.name, email: to },
        change: "readdressed",
      }),
    ),
  );
}

/** Of what others have given in places of other companies, the provider's tools hear as of any access; nobody else does. */
function stayBehind(given: readonly Given[], person: Person, email: string, context: Context): Write[] {
  const { now, newId, language } = context;
  const stayId = newId<PersonId>();
  return [
    ...leaveBehind({
      given,
      personId: person.id,
      stayId,
      email,
      language: person.language ?? language,
      now,
    }),
    announceEverywhere(stayId, context),
  ];
}
