import { not } from "#db/builder.ts";
import { mustChange, mustHold } from "#db/client.ts";
import { welcomeMail } from "#db/queries/budget.ts";
import {
  addIdentity,
  addProvenPerson,
  hasNoPasskey,
  isIdentityOf,
  personOfIdentity,
  personToIdentify,
  welcome,
} from "#db/queries/identity.ts";
import { isRefusedTo } from "#db/queries/refused-identity.ts";
import { isAt } from "#db/queries/person.ts";
import { operationById, recordAudit, recordOperation } from "#db/queries/record.ts";
import { beginSession, endSession } from "#db/queries/session.ts";
import type { OperationId, PersonId } from "#src/domain/ids.ts";
import { type Identity, NotIdentified } from "#src/domain/provider-sign-in.ts";
import { type Language, meantBy } from "#src/i18n/languages.ts";
import type { Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { idleOf } from "#functions/context/session-life.ts";
import type { SessionBrowser } from "#functions/context/session-browser.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import { signingIn } from "#functions/quotas/signing-in.ts";

const action = "session.start";
const rounds = 2;

/**
 * Signs in whoever a provider has identified: by its name for this person once that is known, the first time by an address
 * that it vouches for. That address says no more than a code does, so whoever has a passkey shows it then, and nothing is linked.
 * What was ended for that person is refused.
 * A new session at each sign-in, which ends the one before. What comes back twice acts once.
 */
export async function signInWithProvider(
  context: Context,
  identity: Identity,
  state: string,
  browser: SessionBrowser,
) {
  const { database, noted } = context;
  if (noted) noted.action = action;
  const operationId = `${action}:${sha256(state).slice(0, 22)}` as OperationId;
  const { email } = identity;
  for (let round = 1; round <= rounds; round += 1) {
    const { own, sameAddress, before } = await database.read({
      own: personOfIdentity(identity),
      sameAddress: personToIdentify(email ?? "", identity),
      before: operationById(operationId),
    });
    if (before.length) throw new NotIdentified("unfinished", "replayed");
    const known = own[0] ?? sameAddress[0];
    if (!known && !email) throw new NotIdentified("unproven");
    if (!own.length && sameAddress[0]?.isRefused) throw new NotIdentified("ended");
    if (known?.disabledAt) throw new NotIdentified("suspended");
    if (!own.length && sameAddress[0]?.hasIdentity) throw new NotIdentified("taken");
    const who = {
      id: known?.id ?? context.newId<PersonId>(),
      email: known?.email ?? email!,
      name: known?.name ?? identity.name,
      language: known?.language ?? meantBy(identity.locale) ?? context.language,
      isNew: !known,
      link: own.length ? "kept" : known?.hasPasskey ? "none" : "made",
    } as const;
    const isProven = identity.isStrong && who.link !== "none";
    const begun = begin(who, { ...identity, isStrong: isProven }, browser, context);
    const written = await database.write(
      recordOperation({ id: operationId, personId: who.id, action, next: "", at: context.now }),
      [
        ...begun.writes,
        ...(who.link === "made" ? [tellOfLink(who, operationId, context)] : []),
        recordAudit({
          at: context.now,
          actor: who.id,
          action,
          subjectId: who.id,
          toState: "provider",
          operationId,
        }),
      ],
    );
    if (written === "moved") continue;
    if (noted) noted.personId = who.id;
    return { ...begun, email: who.email, showsPasskey: known?.hasPasskey === 1 && !isProven };
  }
  throw new NotIdentified("refused", "moved");
}

interface Who {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  readonly language: Language;
  readonly isNew: boolean;
  /** The identity is the person's already, becomes it, or only says the address. */
  readonly link: "kept" | "made" | "none";
}

/** Whoever reads the mailbox learns that an identity, which a mailbox alone has proved, signs in from now on. */
const tellOfLink = (to: Who, operationId: OperationId, context: Context) =>
  addToOutbox(
    {
      template: "passkeys-changed",
      to,
      params: { change: "linked", name: context.settings.oidc?.label ?? "" },
    },
    operationId,
    context,
  );

/** All that is written when somebody is signed in, and the session's token with the instant until which it goes on. */
function begin(who: Who, identity: Identity, browser: SessionBrowser, context: Context) {
  const { settings, session, realNow, language: asked, newId, newNonce } = context;
  const token = newNonce();
  const until = realNow + idleOf(settings, who.email);
  const { name, authenticatedAt, isStrong } = identity;
  // Found by the address: whoever changes it meanwhile is somebody whom it does not name any more.
  const byAddress = [mustHold(isAt(who.id, who.email)), mustHold(not(isRefusedTo(who.id, identity)))];
  const links = {
    kept: () => [mustHold(isIdentityOf(who.id, identity))],
    made: () => [
      ...byAddress,
      mustHold(hasNoPasskey(who.id)),
      addIdentity(newId(), who.id, identity, realNow),
    ],
    none: () => byAddress,
  };
  const profile = { name, language: meantBy(identity.locale) ?? asked };
  return {
    token,
    until,
    writes: [
      who.isNew
        ? addProvenPerson({ id: who.id, email: who.email, ...profile }, realNow)
        : mustChange(welcome(who.id, profile)),
      ...links[who.link](),
      ...signingIn.count(who.email, context),
      welcomeMail(mailboxHashes(settings.secrets, who.email)),
      ...(typeof session === "object" ? [endSession(session.token)] : []),
      ...beginSession({
        id: newId(),
        token,
        userId: who.id,
        expiresAt: new Date(until),
        ...browser,
        authenticatedAt,
        provedAt: isStrong ? authenticatedAt : null,
        createdAt: new Date(realNow),
        updatedAt: new Date(realNow),
      }),
    ],
  };
}
