import { build, type Statement } from "#db/builder.ts";
import { smartAccount, virtualAccount } from "#db/schema/account.ts";
import { role } from "#db/schema/role.ts";
import type { AccountId } from "#src/domain/ids.ts";
import { accounts, type DemoAccount, type Member } from "./accounts.ts";
import { audit, began, type Doing, idOf, minute, operationOf } from "./records.ts";

const agreementVersion = "1";
const day = 24 * 60 * minute;
const accountId = (domain: string) => `demo-account-${domain.split(".")[0]}` as AccountId;
const virtualId = (domain: string, name: string) => `${accountId(domain)}-${name.toLowerCase()}`;

interface Deeds {
  readonly account: DemoAccount;
  readonly sent: Doing;
  readonly activated: Doing;
  readonly divided: readonly (Doing & { readonly name: string })[];
  readonly given: readonly (Doing & { readonly member: Member })[];
}

const all: readonly Deeds[] = accounts.map((account, index) => {
  const { domain, requester, members, virtualAccounts } = account;
  const id = accountId(domain);
  const first = idOf(members[0].email);
  const at = began + (index + 1) * day;
  return {
    account,
    sent: operationOf("account.send", idOf(requester.email), at, id),
    activated: operationOf("account.activate", first, at + 60 * minute, id),
    divided: virtualAccounts.map((name, number) => ({
      name,
      ...operationOf(
        "virtualAccount.create",
        first,
        at + (90 + 5 * number) * minute,
        virtualId(domain, name),
      ),
    })),
    given: members.slice(1).map((member, number) => ({
      member,
      ...operationOf(
        "accountRole.give",
        first,
        at + (120 + 5 * number) * minute,
        `${id}:${idOf(member.email)}`,
      ),
    })),
  };
});

/** The operations that have made the Smart Accounts what they are. */
export const accountOperations = all.flatMap(({ sent, activated, divided, given }) => [
  sent,
  activated,
  ...divided.map(({ name: _, ...doing }) => doing),
  ...given.map(({ member: _, ...doing }) => doing),
]);

/** Smart Accounts in use, with the records that their way there would have left. */
export const accountState = (): Statement[] => all.flatMap(open);

function open({ account, sent, activated, divided, given }: Deeds): Statement[] {
  const { domain, kind, name, company, requester, members } = account;
  const id = accountId(domain);
  return [
    build.insert(smartAccount).values({
      id,
      kind,
      state: "active",
      requesterId: idOf(requester.email),
      answers: {
        ...(requester.email === members[0].email
          ? { authority: "self" as const }
          : { authority: "other" as const, authorizerEmail: members[0].email }),
        accountName: name,
        domainIdentifier: domain,
      },
      domainIdentifier: domain,
      name,
      ...company,
      authorizerEmail: members[0].email,
      authorizerLanguage: members[0].language,
      activationSentAt: sent.at,
      agreementVersion,
      agreementAcceptedAt: activated.at,
      createdAt: sent.at - 20 * minute,
      changedAt: activated.at,
      activatedAt: activated.at,
    }),
    audit(sent, null, id, "draft", "provisional"),
    audit(activated, null, id, "provisional", "active"),
    ...give(account, members[0], activated),
    ...divided.flatMap(({ name: part, ...doing }) => [
      build
        .insert(virtualAccount)
        .values({ id: virtualId(domain, part), accountId: id, name: part, createdAt: doing.at }),
      audit(doing, null, virtualId(domain, part), null, part),
    ]),
    ...given.flatMap(({ member, ...doing }) => give(account, member, doing)),
  ];
}

function give({ domain }: DemoAccount, member: Member, by: Doing): Statement[] {
  const id = `${accountId(domain)}-${idOf(member.email)}-role`;
  return [
    build.insert(role).values({
      id,
      accountId: accountId(domain),
      virtualAccountId: member.virtualAccount ? virtualId(domain, member.virtualAccount) : null,
      personId: idOf(member.email),
      role: member.role,
      originId: by.id,
      createdAt: by.at,
    }),
    audit(by, null, id, null, member.role),
  ];
}
