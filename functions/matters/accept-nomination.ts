import { accountAdministrators, mayHoldRoles, partiesIn } from "#db/queries/account-role.ts";
import { accountById, type AccountRow } from "#db/queries/account.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { accountOfNominee, moveNominee, nomineeById, type NomineeRow } from "#db/queries/nominee.ts";
import { giveRole } from "#db/queries/role.ts";
import { invalid } from "#src/domain/refusal.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { calledTo } from "#src/domain/known-name.ts";
import { move, record, tell, together, write } from "#functions/command/consequences.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { requestedAs } from "#functions/standing/requested-account.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** Somebody whom the authorizer allows accepts the role or refuses it (src/domain/README.md 3.6). */
export const acceptNomination = matter({
  action: "account.answer-nomination",

  load: (hash) => {
    const accountId = accountOfNominee(subjectByHash(hash));
    return {
      link: linkByHash(hash),
      nominee: nomineeById(subjectByHash(hash)),
      account: accountById(accountId),
      parties: partiesIn(accountId),
      administrators: accountAdministrators(accountId),
    };
  },

  place: ({ nominee: [nominee], account: [account] }) =>
    (account && (nominee?.state === "allowed" ? account.name : requestedAs(account).name)) ?? "",

  view: ({ person }, { nominee: [nominee], account: [account] }) =>
    nominee?.state === "allowed" && account?.state === "active"
      ? {
          face: "acceptNomination" as const,
          role: nominee.role,
          domainIdentifier: account.domainIdentifier ?? "",
          requester: account.requesterName,
          own: account.requesterId === person.id,
          note: account.userNote,
        }
      : { face: "withdrawn" as const, status: 410 },

  attempt: ({ nominee: [nominee] }) => nominee && { subjectId: nominee.id },

  done: ({ account: [account] }, { decision }) => ({
    said: {
      key: decision === "approve" ? "acts.nomination.accept" : "acts.nomination.refuse",
      params: { name: account?.name ?? "" },
    },
  }),

  repeat: (_, { nominee: [nominee] }, { decision }) => {
    const accepts = decision === "approve";
    return nominee?.state === (accepts ? "accepted" : "refused") ? nextAfter(accepts) : null;
  },

  decide: (
    { person },
    { nominee: [nominee], account: [account], parties, administrators },
    { decision },
    context,
  ) => {
    if (nominee?.state !== "allowed" || account?.state !== "active") throw linkOver();
    const accepts = decision === "approve";
    if (!accepts && decision !== "deny")
      throw invalid({ decision: { key: "activation.errors.decisionRequired" } });
    const event = accepts ? "accept" : "refuse";
    return {
      next: nextAfter(accepts),
      ...together(
        move(moveNominee, nominee, event, { changedAt: context.now }),
        accepts && giveNominatedRole(nominee, account, person, context),
        tellOf(nominee, account, person, accepts, parties.length ? parties : administrators),
      ),
    };
  },
});

const nextAfter = (accepts: boolean) => (accepts ? "accounts" : "tasks");

/** The role, unless it is held already. */
function giveNominatedRole(
  { id: originId, role }: NomineeRow,
  { id: accountId }: AccountRow,
  { id: personId }: Person,
  context: Context,
) {
  const id = context.newId();
  const row = { id, accountId, personId, role, originId, createdAt: context.now };
  return together(
    write(giveRole(row, mayHoldRoles(personId, accountId)), announceAccess({ personId, accountId }, context)),
    record({ subjectId: id, to: role }),
  );
}

/** Whoever refuses has accepted nothing: that person stays the address that was nominated. */
const tellOf = (
  { role }: NomineeRow,
  account: AccountRow,
  person: Person,
  accepted: boolean,
  readers: readonly Reader[],
) =>
  readers
    .filter(({ email }) => email !== person.email)
    .map(({ email, name, language }) =>
      tell(
        "nominee-answered",
        { email, name, language },
        {
          name: calledTo({ email }, person, [{ accepted: accepted ? 1 : 0 }]),
          email: person.email,
          account: account.name ?? "",
          domain: account.domainIdentifier ?? "",
          role,
          accepted,
          address: accountAddress(account.domainIdentifier ?? ""),
        },
      ),
    );
