import { signInsOf } from "#db/queries/session.ts";
import { browserOf } from "#src/domain/browser.ts";
import { limits } from "#src/domain/limits.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { idleOf } from "#functions/context/session-life.ts";
import { ownSessions } from "#functions/standing/own-sessions.ts";

/** Where somebody is signed in. */
export const sessionsPage = query({
  load: (_: unknown, context) => ({
    ...ownSessions(context),
    signIns: signInsOf(asker(context), limits.session.signInsShown),
  }),
  view: (actor, { sessions, signIns }, _, { settings }) => {
    const { email } = signedIn(actor);
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
      idle: idleOf(settings, email),
      longest: limits.session.longest,
    };
  },
});
