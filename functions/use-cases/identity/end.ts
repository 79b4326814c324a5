import { endBegunByProviderBut, endIdentity } from "#db/queries/identity.ts";
import { refuseIdentity } from "#db/queries/refused-identity.ts";
import { serviceOf } from "#src/domain/provider-sign-in.ts";
import { command } from "#functions/command/command.ts";
import { change, record, tell, together, write } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";
import { provenLately } from "#functions/rights/proof.ts";
import { ownIdentities } from "#functions/standing/own-identities.ts";

/**
 * Ends an identity at a provider of one's own, which is refused from then on, with every other session that a provider has begun. One
 * that has ended, or is somebody else's, stays as it is.
 */
export const endOwnIdentity = command({
  action: "identity.end",
  always: true,
  input: ({ identity = "" }) => ({ id: identity }),
  load: (_, context) => ownIdentities(context),

  allow: (actor, _, __, context) => {
    const person = signedIn(actor);
    provenLately(person, context);
    return person;
  },

  done: ({ identities, refused }, { id }, _, { settings }) => {
    const identity = [...identities, ...refused].find((one) => one.id === id);
    return identity
      ? {
          said: {
            key: "sessions.services.ended",
            params: { service: serviceOf(identity.issuer, settings.oidc) },
          },
        }
      : null;
  },

  decide: (person, { identities }, { id }, { session, settings, realNow }) => {
    const next = "profile/sessions";
    const identity = identities.find((one) => one.id === id);
    if (!identity) return { next };
    const service = serviceOf(identity.issuer, settings.oidc);
    return {
      next,
      check: {
        question: { key: "sessions.services.check.question", params: { service } },
        loses: [],
        follows: [
          { key: "sessions.services.check.refused", params: { service } },
          { key: "sessions.services.check.others", params: { service } },
          { key: person.hasPasskey ? "sessions.services.check.passkey" : "sessions.services.check.code" },
          { key: "sessions.services.check.told" },
        ],
        confirm: { key: "sessions.services.check.confirm" },
      },
      ...together(
        write(refuseIdentity(person.id, id, realNow)),
        change(endIdentity(person.id, id)),
        typeof session === "object" && write(endBegunByProviderBut(person.id, session.token)),
        record({ subjectId: person.id }),
        tell("passkeys-changed", person, { change: "unlinked", name: service }),
      ),
    };
  },
});
