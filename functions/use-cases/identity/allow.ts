import { allowIdentity } from "#db/queries/refused-identity.ts";
import { serviceOf } from "#src/domain/provider-sign-in.ts";
import { forbidden } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { change, record, together } from "#functions/command/consequences.ts";
import { signedIn } from "#functions/command/query.ts";
import { isBegunByProvider, provenLately } from "#functions/rights/proof.ts";
import { ownIdentities } from "#functions/standing/own-identities.ts";

/**
 * An identity at a provider that was ended may be linked again, by the next sign-in with it. Only a code opens it: else whoever has two
 * accounts at the provider would let in the one with the other.
 */
export const allowOwnIdentity = command({
  action: "identity.allow",
  input: ({ identity = "" }) => ({ id: identity }),
  load: (_, context) => ownIdentities(context),

  allow: (actor, _, __, context) => {
    const person = signedIn(actor);
    if (isBegunByProvider(person)) throw forbidden("sessions.services.codeFirst");
    provenLately(person, context);
    return person;
  },

  done: ({ refused }, { id }, _, { settings }) => {
    const identity = refused.find((one) => one.id === id);
    return identity
      ? {
          said: {
            key: "sessions.services.allowed",
            params: { service: serviceOf(identity.issuer, settings.oidc) },
          },
        }
      : null;
  },

  decide: (person, { refused }, { id }) => {
    const next = "profile/sessions";
    if (!refused.some((one) => one.id === id)) return { next };
    return { next, ...together(change(allowIdentity(person.id, id)), record({ subjectId: person.id })) };
  },
});
