import { mayHoldRoles } from "#db/queries/account-role.ts";
import { type AccountRow, isInTime, moveAccount, withoutNominees } from "#db/queries/account.ts";
import { moveNominee, type NomineeRow } from "#db/queries/nominee.ts";
import type { Company } from "#src/domain/company.ts";
import { agreement } from "#src/domain/limits.ts";
import { type Consequences, move, tell, together } from "#functions/command/consequences.ts";
import type { Accepted } from "#functions/command/decision.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { giveRole } from "#functions/consequences/role/give.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { overtake, type Overtaken } from "./overtake.ts";
import { called, nomineeReader, requesterReader } from "./readers.ts";

/** What an authorizer has decided on, read and found right. */
export interface Activation {
  readonly account: AccountRow;
  readonly nominees: readonly NomineeRow[];
  readonly person: Person;
  readonly name: string;
  readonly domainIdentifier: string;
  readonly company: Company;
  /** The other requests that wait for the same identifier. */
  readonly others: Overtaken;
  /** The addresses of the nominees who are allowed. */
  readonly allow: readonly string[];
}

/** What the authorizer states, as columns. */
export const columnsOf = ({ name, domainIdentifier, company }: Activation) => ({
  name,
  domainIdentifier,
  ...Object.fromEntries(Object.entries(company).map(([field, value]) => [field, value || null])),
});

/** The account is active, its authorizer administers it; nominees are asked (src/domain/README.md 3.6). */
export function activate(activation: Activation, context: Context): Accepted {
  const { account, nominees, person, name, domainIdentifier: domain, allow } = activation;
  const { now } = context;
  const { id: accountId } = account;
  const waiting = nominees.filter(({ state }) => state === "nominated");
  const allowed = waiting.filter(({ email }) => allow.includes(email));
  const denied = waiting.filter((one) => !allowed.includes(one));
  const accepted = { agreementVersion: agreement.version, agreementAcceptedAt: now };
  return {
    next: `accounts/${domain}`,
    ...together(
      move(
        moveAccount,
        account,
        "activate",
        { ...columnsOf(activation), answers: withoutNominees, activatedAt: now, ...accepted, changedAt: now },
        { guard: isInTime(now) },
      ),
      giveRole(
        { accountId },
        { personId: person.id, role: "smart-account-administrator", originId: accountId },
        context,
        mayHoldRoles(person.id, accountId),
      ),
      allowed.map((one) => move(moveNominee, one, "allow", { changedAt: now })),
      denied.map((one) => move(moveNominee, one, "deny", { changedAt: now })),
      overtake(activation.others, person, context),
      tell("account-activated", requesterReader(account), {
        account: name,
        domain,
        by: { ...person, name: called(person) },
        own: person.id === account.requesterId,
        request: `requests/${accountId}`,
        allowed: allowed.length,
        nominated: waiting.length,
      }),
      allowed.map((one) => askNominee(one, activation, context)),
    ),
  };
}

/** Somebody who is allowed accepts or refuses by a link. */
const askNominee = (
  one: NomineeRow,
  { account, person, name, domainIdentifier }: Activation,
  context: Context,
): Consequences =>
  sendLink(
    { purpose: "acceptNomination", to: nomineeReader(one), subjectId: one.id },
    "nominated",
    {
      account: name,
      domain: domainIdentifier,
      role: one.role,
      requester: { name: called(requesterReader(account)), email: account.requesterEmail },
      own: one.email === account.requesterEmail,
      authorizer: { ...person, name: called(person) },
      note: account.userNote,
    },
    context,
  );
