import { mustChange } from "#db/client.ts";
import { mayHoldRoles } from "#db/queries/account-role.ts";
import { accountById } from "#db/queries/account.ts";
import { actOnLink, subjectByHash } from "#db/queries/link.ts";
import { accountOfNominee, moveNominee, nomineeById } from "#db/queries/nominee.ts";
import { giveRole } from "#db/queries/role.ts";
import { newId } from "#src/domain/ids.ts";
import { invalid, toldByPage } from "#src/domain/refusal.ts";
import { bothReaders, called } from "#functions/consequences/account/readers.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { matter } from "./matter.ts";

/** Somebody whom the authorizer allows accepts the role or refuses it (src/domain/README.md 3.6). */
export const acceptNomination = matter({
  purpose: "acceptNomination",
  action: "account.answer-nomination",

  load: (hash) => ({
    nominee: nomineeById(subjectByHash(hash)),
    account: accountById(accountOfNominee(subjectByHash(hash))),
  }),

  organization: ({ loaded }) => loaded.account[0]?.name ?? "",

  view: ({ loaded: { nominee, account: rows } }) => {
    const [one] = nominee;
    const account = rows[0]!;
    return one?.state === "allowed" && account.state === "active"
      ? {
          face: "acceptNomination" as const,
          role: one.role,
          domainIdentifier: account.domainIdentifier ?? "",
          requester: account.requesterName,
          own: account.requesterEmail === one.email,
          note: account.userNote,
        }
      : { face: "withdrawn" as const, status: 410 };
  },

  attempt: ({ nominee: [nominee] }) => nominee && { subjectId: nominee.id },

  decide: ({ loaded, person, link, state }, { decision }, context) => {
    const { now } = context;
    const one = loaded.nominee[0]!;
    const account = loaded.account[0]!;
    const accepts = decision === "approve";
    const next = accepts ? "accounts" : "tasks";
    if (state === "acted" && one.state === (accepts ? "accepted" : "refused")) return { next };
    if (state !== "live" || one.state !== "allowed" || account.state !== "active") throw toldByPage("gone");
    if (!accepts && decision !== "deny")
      throw invalid({ decision: { key: "activation.errors.decisionRequired" } });
    const id = newId();
    const { role } = one;
    const accountId = account.id;
    const told = bothReaders(account).filter(({ email }) => email !== person.email);
    return {
      next,
      writes: [
        mustChange(actOnLink(link.id, person.id, now)),
        mustChange(
          moveNominee({ id: one.id, state: "allowed" }, accepts ? "accept" : "refuse", { changedAt: now }),
        ),
        ...(accepts
          ? [
              giveRole(
                { id, accountId, personId: person.id, role, originId: one.id, createdAt: now },
                mayHoldRoles(person.id, accountId),
              ),
              announceAccess({ personId: person.id, accountId }, context),
            ]
          : []),
      ],
      audit: [
        { subjectId: one.id, from: "allowed", to: accepts ? "accepted" : "refused" },
        ...(accepts ? [{ subjectId: id, to: role }] : []),
      ],
      mail: told.map((to) => ({
        template: "nominee-answered" as const,
        to,
        params: {
          name: called(person),
          email: person.email,
          account: account.name ?? "",
          domain: account.domainIdentifier ?? "",
          role,
          accepted: accepts,
          address:
            to.email === account.requesterEmail
              ? `requests/${accountId}`
              : `accounts/${account.domainIdentifier}`,
        },
      })),
    };
  },
});
