import { randomUUID } from "node:crypto";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { accessRequest } from "#db/schema/access-request.ts";
import { smartAccount, virtualAccount } from "#db/schema/account.ts";
import { link } from "#db/schema/link.ts";
import { outbox } from "#db/schema/outbox.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import { role } from "#db/schema/role.ts";
import type { AccountRole } from "#src/domain/account-grant.ts";
import type { AccessRequestId, AccountId, LinkId, OperationId, PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { type Colleague, letter, secret } from "./scenery.ts";

type Holder = Pick<Colleague, "id" | "email">;

export interface StagedAccount {
  readonly id: AccountId;
  readonly domain: string;
}

/** What was done to a record, each step an operation of its own. */
function recorded(by: PersonId, action: string, subjectId: string, states: readonly (string | null)[]) {
  const at = Date.now();
  const steps = states.slice(1).map((toState, step) => ({
    toState,
    fromState: states[step]!,
    operationId: `${action}:${randomUUID()}` as OperationId,
  }));
  const writes: Write[] = [
    build
      .insert(operation)
      .values(steps.map(({ operationId: id }) => ({ id, personId: by, action, next: "", at }))),
    build.insert(auditEvent).values(steps.map((step) => ({ ...step, at, actor: by, action, subjectId }))),
  ];
  return { at, id: steps[0]!.operationId, writes };
}

/** Smart Accounts in use, their people and requests, with the records that their way there would have left. */
export function smartAccounts(write: (writes: readonly Write[]) => Promise<unknown>) {
  /** An account that its first administrator has asked for and activated. */
  async function open(first: Holder): Promise<StagedAccount> {
    const id = randomUUID() as string as AccountId;
    const domain = `account-${id.slice(0, 8)}.example`;
    const done = recorded(first.id, "account.activate", id, ["draft", "provisional", "active"]);
    const at = done.at - 1;
    await write([
      build.insert(smartAccount).values({
        id,
        kind: "own",
        state: "active",
        requesterId: first.id,
        answers: {},
        domainIdentifier: domain,
        name: `Account ${id.slice(0, 8)}`,
        companyName: "Stage Company",
        country: "BE",
        address: "Kade 1",
        city: "Namur",
        postalCode: "5000",
        authorizerEmail: first.email,
        authorizerLanguage: "en",
        activationSentAt: at - 1,
        agreementVersion: "1",
        agreementAcceptedAt: at,
        createdAt: at - 1,
        changedAt: at,
        activatedAt: at,
      }),
      ...done.writes,
    ]);
    await give(first, { id, domain }, "smart-account-administrator", { at });
    return { id, domain };
  }

  /** A role in the whole account, or in a part of it. */
  async function give(
    holder: Holder,
    account: StagedAccount,
    given: AccountRole,
    { part = null, ended = false, at }: { part?: string | null; ended?: boolean; at?: number } = {},
  ) {
    const id = randomUUID();
    const done = recorded(holder.id, "accountRole.give", id, [null, given, ...(ended ? ["ended"] : [])]);
    await write([
      build.insert(role).values({
        id,
        accountId: account.id,
        virtualAccountId: part,
        personId: holder.id,
        role: given,
        originId: done.id,
        createdAt: at ?? done.at,
        endedAt: ended ? done.at : null,
      }),
      ...done.writes,
    ]);
    return id;
  }

  /** A virtual account. */
  async function divide(by: Holder, account: StagedAccount, name: string) {
    const id = randomUUID();
    const done = recorded(by.id, "virtualAccount.create", id, [null, name]);
    await write([
      build.insert(virtualAccount).values({ id, accountId: account.id, name, createdAt: done.at }),
      ...done.writes,
    ]);
    return id;
  }

  /** An undecided request and the path of the link that each of those who are asked was sent. */
  async function request(
    requester: Holder,
    account: StagedAccount,
    asked: readonly Holder[],
    part: string | null = null,
  ) {
    const id = randomUUID() as string as AccessRequestId;
    const done = recorded(requester.id, "accessRequest.request", id, [null, "pending"]);
    const links = asked.map(({ email }) => ({
      id: randomUUID() as string as LinkId,
      purpose: "decideRequest" as const,
      nonce: nonce(),
      email,
    }));
    await write([
      build.insert(accessRequest).values({
        id,
        requesterId: requester.id,
        accountId: account.id,
        virtualAccountId: part,
        reason: "Needed for the stage",
        state: "pending",
        clockAt: done.at,
        createdAt: done.at,
      }),
      build.insert(link).values(
        links.map((made) => ({
          ...made,
          subjectId: id,
          tokenHash: sha256(linkToken(secret, made)),
          createdAt: done.at,
          expiresAt: done.at + limits.lastingLink.lifetime,
        })),
      ),
      build.insert(outbox).values(
        links.map((made) => ({
          ...letter(made.email, done.at),
          id: randomUUID(),
          template: "request-to-decide",
          linkId: made.id,
          state: "delivered" as const,
          providerId: randomUUID(),
        })),
      ),
      ...done.writes,
    ]);
    return { id, paths: links.map((made) => `/en/link/${linkToken(secret, made)}`) };
  }

  return { open, give, divide, request };
}
