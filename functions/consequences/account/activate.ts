import { mustChange } from "#db/client.ts";
import { mayHoldRoles } from "#db/queries/account-role.ts";
import { type AccountRow, isInTime, moveAccount } from "#db/queries/account.ts";
import { moveNominee, type NomineeRow } from "#db/queries/nominee.ts";
import { giveRole } from "#db/queries/role.ts";
import type { Company } from "#src/domain/company.ts";
import { newId } from "#src/domain/ids.ts";
import { agreement, limits } from "#src/domain/limits.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import type { Accepted } from "#functions/command/command.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { called, nomineeReader, requesterReader } from "./readers.ts";

/** What an authorizer has decided on, read and found right. */
export interface Activation {
  readonly account: AccountRow;
  readonly nominees: readonly NomineeRow[];
  readonly person: Person;
  readonly name: string;
  readonly domainIdentifier: string;
  readonly company: Company;
  /** The addresses of the nominees who are allowed. */
  readonly allow: readonly string[];
}

/** What the authorizer states, as columns. */
export const stated = ({ name, domainIdentifier, company }: Activation) => ({
  name,
  domainIdentifier,
  ...Object.fromEntries(Object.entries(company).map(([field, value]) => [field, value || null])),
});

/** The account is active, its authorizer administers it; nominees are asked (src/domain/README.md 3.6). */
export function activate(activation: Activation, context: Context): Accepted {
  const { account, nominees, person, name, domainIdentifier: domain, allow } = activation;
  const { now } = context;
  const { id: accountId } = account;
  const roleId = newId();
  const role = "smart-account-administrator";
  const waiting = nominees.filter(({ state }) => state === "nominated");
  const allowed = waiting.filter(({ email }) => allow.includes(email));
  const denied = waiting.filter((one) => !allowed.includes(one));
  const invitations = allowed.map((one) => ({ one, ...nominate(one, activation, context) }));
  const move = (some: readonly NomineeRow[], event: "allow" | "deny") =>
    some.map((one) => mustChange(moveNominee(one, event, { changedAt: now })));
  return {
    next: `accounts/${domain}`,
    writes: [
      mustChange(
        moveAccount(
          account,
          "activate",
          {
            ...stated(activation),
            activatedAt: now,
            agreementVersion: agreement.version,
            agreementAcceptedAt: now,
            changedAt: now,
          },
          isInTime(now),
        ),
      ),
      mustChange(
        giveRole(
          {
            id: roleId,
            accountId,
            personId: person.id,
            role,
            originId: accountId,
            createdAt: now,
          },
          mayHoldRoles(person.id, accountId),
        ),
      ),
      announceAccess({ personId: person.id, accountId }, context),
      ...move(allowed, "allow"),
      ...move(denied, "deny"),
      ...invitations.map(({ write }) => write),
    ],
    audit: [
      { subjectId: accountId, from: account.state, to: "active" },
      { subjectId: roleId, to: role },
      ...allowed.map(({ id }) => ({ subjectId: id, from: "nominated", to: "allowed" })),
      ...denied.map(({ id }) => ({ subjectId: id, from: "nominated", to: "denied" })),
    ],
    mail: [
      {
        template: "account-activated",
        to: requesterReader(account),
        params: {
          account: name,
          domain,
          by: called(person),
          own: person.id === account.requesterId,
          request: `requests/${accountId}`,
          allowed: allowed.length,
          nominated: waiting.length,
        },
      },
      ...invitations.map(({ mail }) => mail),
    ],
  };
}

/** Somebody who is allowed accepts or refuses by a link. */
function nominate(
  one: NomineeRow,
  { account, person, name, domainIdentifier }: Activation,
  context: Context,
) {
  const link = issueLink(
    {
      purpose: "acceptNomination",
      email: one.email,
      subjectId: one.id,
      lifetime: limits.lastingLink.lifetime,
    },
    context,
  );
  return {
    write: link.write,
    mail: {
      template: "nominated" as const,
      to: nomineeReader(one),
      linkId: link.id,
      params: {
        account: name,
        domain: domainIdentifier,
        role: one.role,
        requester: account.requesterName || account.requesterEmail,
        own: one.email === account.requesterEmail,
        authorizer: called(person),
        note: account.userNote,
      },
    },
  };
}
