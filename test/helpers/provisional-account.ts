import { randomUUID } from "node:crypto";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { nominee, smartAccount } from "#db/schema/account.ts";
import { link } from "#db/schema/link.ts";
import { outbox } from "#db/schema/outbox.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import { activateUntil } from "#src/domain/account.ts";
import { domainOf } from "#src/domain/email.ts";
import type { AccountId, LinkId, OperationId } from "#src/domain/ids.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { type Colleague, letter, secret } from "./scenery.ts";

/** An account that somebody has requested and may activate, with a nominee; its activation e-mail left at an instant. */
export async function provisionalAccount(
  write: (writes: readonly Write[]) => Promise<unknown>,
  requester: Pick<Colleague, "id" | "email">,
  authorizer: Pick<Colleague, "email">,
  sentAt: number,
) {
  const id = randomUUID() as string as AccountId;
  const domain = `provisional-${id.slice(0, 8)}.example`;
  const nomineeId = randomUUID();
  const made = { id: randomUUID() as string as LinkId, purpose: "activateAccount" as const, nonce: nonce() };
  const operationId = `account.send:${randomUUID()}` as OperationId;
  const by = { at: sentAt, actor: requester.id, action: "account.send", operationId };
  await write([
    build.insert(smartAccount).values({
      id,
      kind: "own",
      state: "provisional",
      requesterId: requester.id,
      answers: {},
      domainIdentifier: `${domain.split(".")[0]}.${domainOf(authorizer.email)}`,
      name: "Provisional",
      companyName: "Stage Company",
      country: "BE",
      address: "Kade 1",
      city: "Namur",
      postalCode: "5000",
      authorizerEmail: authorizer.email,
      authorizerLanguage: "en",
      activationSentAt: sentAt,
      createdAt: sentAt,
      changedAt: sentAt,
    }),
    build.insert(nominee).values({
      id: nomineeId,
      accountId: id,
      email: `nominee@${domain}`,
      language: "en",
      role: "smart-account-administrator",
      state: "nominated",
      createdAt: sentAt,
      changedAt: sentAt,
    }),
    build.insert(operation).values({
      id: operationId,
      personId: requester.id,
      action: "account.send",
      next: "",
      at: sentAt,
    }),
    build.insert(auditEvent).values([
      { ...by, subjectId: id, toState: "provisional" },
      { ...by, subjectId: nomineeId, toState: "nominated" },
    ]),
    build.insert(link).values({
      ...made,
      email: authorizer.email,
      subjectId: id,
      tokenHash: sha256(linkToken(secret, made)),
      createdAt: sentAt,
      expiresAt: activateUntil(sentAt),
    }),
    build.insert(outbox).values({
      ...letter(authorizer.email, sentAt),
      id: randomUUID(),
      template: "account-to-activate",
      linkId: made.id,
      state: "delivered",
      providerId: randomUUID(),
    }),
  ]);
  return { id, domain, nominee: `nominee@${domain}`, path: `/en/link/${linkToken(secret, made)}` };
}
