import { linkByHash } from "#db/queries/link.ts";
import { purposeOf } from "#src/domain/link.ts";
import type { Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { type Load, type Loaded, signedIn } from "#functions/command/query.ts";
import { acceptNomination } from "#functions/matters/accept-nomination.ts";
import { acceptTerms } from "#functions/matters/accept-terms.ts";
import { activateAccount } from "#functions/matters/activate-account.ts";
import { answerQuestion } from "#functions/matters/answer-question.ts";
import { confirmAddress } from "#functions/matters/confirm-address.ts";
import { decideRequest } from "#functions/matters/decide-request.ts";
import { objectToReclaim } from "#functions/matters/object-to-reclaim.ts";
import type { OwnLink } from "#functions/matters/matter.ts";
import { ownLink } from "#functions/matters/own-link.ts";

/** What a link can be about, by its purpose. */
export const matters = {
  confirmAddress,
  acceptTerms,
  decideRequest,
  answerQuestion,
  objectToReclaim,
  activateAccount,
  acceptNomination,
};

export const matterOf = (token: string) => {
  const purpose = purposeOf(token);
  return purpose && matters[purpose];
};

/** Everything about a link that is read in one trip. */
export const loadLink = (token: string, context: Context, fields?: Fields): Load => {
  const hash = sha256(token);
  return { link: linkByHash(hash), ...matterOf(token)?.load(hash, context, fields) };
};

export type LinkRecords = Loaded<{ link: ReturnType<typeof linkByHash> }>;

/** The button on a link's page: acts once, for the person it was sent to (src/domain/README.md 7). */
export const actOnLink = command({
  action: "link.act",
  repeated: ["scope", "allow"],
  input: (fields: Fields) => ({ token: fields["token"] ?? "", fields }),
  load: ({ token, fields }, context) => loadLink(token, context, fields),
  attempt: (loaded, { token }) => {
    const matter = matterOf(token);
    const about = matter && "attempt" in matter ? matter.attempt?.(loaded as never) : null;
    return about ? { action: matter!.action, ...about } : null;
  },
  allow: signedIn,

  decide: (person, loaded, { token, fields }, context) => {
    const { link, state } = ownLink((loaded as LinkRecords).link[0], person, context);
    const matter = matterOf(token)!;
    const own = { person, link, state, loaded } as unknown as OwnLink<never>;
    const decision = matter.decide(own, fields, context);
    return "audit" in decision
      ? { ...decision, audit: decision.audit.map((entry) => ({ action: matter.action, ...entry })) }
      : decision;
  },
});
