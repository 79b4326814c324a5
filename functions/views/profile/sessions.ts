import { signInsOf } from "#db/queries/session.ts";
import { browserOf } from "#src/domain/browser.ts";
import { limits } from "#src/domain/limits.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { serviceOf } from "#src/domain/provider-sign-in.ts";
import { idleOf } from "#functions/context/session-life.ts";
import { isBegunByProvider } from "#functions/rights/proof.ts";
import { ownIdentities } from "#functions/standing/own-identities.ts";
import { ownSessions } from "#functions/standing/own-sessions.ts";

/** Where somebody is signed in. */
export const sessionsPage = query({
  load: (_: unknown, context) => ({
    ...ownSessions(context),
    ...ownIdentities(context),
    signIns: signInsOf(asker(context), limits.session.signInsShown),
  }),
  view: (actor, { sessions, signIns, identities, refused }, _, { settings }) => {
    const person = signedIn(actor);
    const { oidc } = settings;
    return {
      sessions: sessions.map(({ id, own, userAgent, country, startedAt, usedAt }) => ({
        id,
        own: own === 1,
        ...browserOf(userAgent ?? ""),
        country,
        startedAt: startedAt.getTime(),
        usedAt: usedAt.getTime(),
      })),
      signIns: signIns.map(({ id, at, action, refusal }) => ({
        id,
        at,
        action,
        isWrongCode: refusal !== null,
      })),
      services:
        oidc || identities.length || refused.length
          ? {
              linked: identities.map(({ id, issuer, linkedAt }) => ({
                id,
                service: serviceOf(issuer, oidc),
                since: linkedAt.getTime(),
              })),
              refused: refused.map(({ id, issuer, linkedAt, endedAt }) => ({
                id,
                service: serviceOf(issuer, oidc),
                since: linkedAt,
                endedAt,
              })),
              mayAllow: !isBegunByProvider(person),
            }
          : null,
      idle: idleOf(settings, person.email),
      longest: limits.session.longest,
    };
  },
});
