import { openRequestFor, withdrawnSince } from "#db/queries/access-request.ts";
import { administratorsAsked } from "#db/queries/account-role.ts";
import { accountIdOf, activeAccount, isActiveAccount } from "#db/queries/account.ts";
import { holdingsIn } from "#db/queries/right.ts";
import {
  idOfVirtualAccount,
  isOpenVirtualAccount,
  virtualAccountNamed,
} from "#db/queries/virtual-account.ts";
import type { KeyIn } from "#locales/keys.ts";
import { accessReason } from "#src/domain/access-reason.ts";
import { readIdentifier } from "#src/domain/domain-identifier.ts";
import { isPersonalEmail, mailboxOf } from "#src/domain/email.ts";
import type { AccessRequestId } from "#src/domain/ids.ts";
import { invalid, type Message } from "#src/domain/refusal.ts";
import { oneLine } from "#src/domain/text.ts";
import { command } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { asker, askerMailbox, signedIn } from "#functions/command/query.ts";
import { addRequest } from "#functions/consequences/access-request/add-request.ts";
import { accountName, placeIn } from "#functions/input/grant.ts";
import { refuseTooSoon } from "#functions/quotas/again.ts";
import { askingAgain, askingSomebody, guessingAccount } from "#functions/quotas/quotas.ts";
import { accountFound } from "#functions/standing/account-found.ts";

const errorAt = (name: KeyIn<"access.request.errors">): Message => ({ key: `access.request.errors.${name}` });

/**
 * Somebody asks for access to a Smart Account (src/domain/README.md 5.2 and 5.3): by its identifier, the page with
 * its name and type follows; with a reason too, all its administrators are asked at once.
 */
export const requestAccountAccess = command({
  action: "accessRequest.request",

  input: ({ domainIdentifier = "", virtualAccount = "", reason }) => {
    const read = readIdentifier(domainIdentifier);
    if ("problem" in read && read.problem !== "PublicSuffix")
      throw invalid({ domainIdentifier: errorAt(`identifier${read.problem}`) });
    return { domain: "identifier" in read ? read.identifier : "", part: oneLine(virtualAccount), reason };
  },

  load: ({ domain, part }, context) => ({
    account: activeAccount(domain),
    holds: holdingsIn(asker(context), { accountId: accountIdOf(domain) }),
    administrators: administratorsAsked(accountIdOf(domain), idOfVirtualAccount(accountIdOf(domain), part)),
    named: virtualAccountNamed(accountIdOf(domain), part),
    open: openRequestFor(asker(context), accountIdOf(domain)),
    ...askingSomebody.read({ ask: askerMailbox(context) }, context),
    withdrawn: withdrawnSince(asker(context), context.now - askingAgain.window.length),
    ...guessingAccount.read(
      { "account-person": askerMailbox(context), "account-network": context.network },
      context,
    ),
  }),

  allow: signedIn,

  done: ({ account: [account] }, { domain, reason }) =>
    account && reason !== undefined
      ? {
          said: {
            key: "acts.request.done",
            params: { place: accountName({ name: account.name ?? "", domain }) },
          },
        }
      : null,

  decide: (person, loaded, { domain, part, reason: typed }, context) => {
    if (isPersonalEmail(person.email)) throw invalid({ form: errorAt("personalEmail") });
    const guesser = { "account-person": mailboxOf(person.email), "account-network": context.network };
    guessingAccount.check(loaded, guesser, context);
    const [account] = loaded.account;
    if (!account)
      return {
        refusal: invalid({ domainIdentifier: errorAt("identifierUnknown") }),
        writes: guessingAccount.count(guesser, context).writes,
      };
    const found = accountFound(domain, person, context);
    const [open] = loaded.open;
    if (typed === undefined || loaded.holds.length) return { next: found };
    if (open) return { next: `requests/${open.id}` };
    const { reason, problem } = accessReason(typed);
    const [named] = loaded.named;
    const wrong = {
      ...(part && !named && { virtualAccount: errorAt("virtualAccountUnknown") }),
      ...(problem && { reason: problem }),
    };
    if ("virtualAccount" in wrong)
      return { refusal: invalid(wrong), writes: guessingAccount.count(guesser, context).writes };
    if (problem) throw invalid(wrong);

    const before = loaded.withdrawn.filter(({ accountId }) => accountId === account.id);
    const counted = askingSomebody.take(loaded, { ask: mailboxOf(person.email) }, context);
    refuseTooSoon(askingAgain, before, context);
    const id = context.newId<AccessRequestId>();
    const { name, email } = person;
    const called = `${account.name} (${account.domainIdentifier}${named ? `: ${named.name}` : ""})`;
    const where = accountName({ name: account.name ?? "", domain });
    const organization = named ? placeIn(where, { virtualAccountIds: [named.id] }, loaded.named) : where;
    return {
      next: `requests/${id}`,
      ...together(
        counted,
        hold(isActiveAccount(account.id), ...(named ? [isOpenVirtualAccount(named.id)] : [])),
        addRequest(
          {
            id,
            requesterId: person.id,
            accountId: account.id,
            virtualAccountId: named?.id ?? null,
            called,
            reason,
          },
          loaded.administrators,
          { name, email, organization, reason },
          context,
        ),
      ),
    };
  },
});
