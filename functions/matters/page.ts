import { masked } from "#src/domain/email.ts";
import { linkState } from "#src/domain/link.ts";
import { query, signedIn } from "#functions/command/query.ts";
import { sha256 } from "#functions/context/secrets.ts";
import type { Definition, LinkLoad } from "./definition.ts";
import { unknownLink } from "./own-link.ts";

/**
 * What a link shows. It only locates: reading it changes nothing. Without a session one learns what kind of matter
 * waits for which masked address; signed in as its addressee, the matter itself, or what became of it.
 */
export const pageOf = <L extends LinkLoad, View extends { readonly face: string }>(
  matter: Definition<L, View>,
) =>
  query({
    anyone: true,
    load: ({ token }: { token: string }, context) => matter.load(sha256(token), context),
    view: (actor, loaded, { token }, context) => {
      const [link] = loaded.link;
      if (!link) throw unknownLink();
      const shared = { token, purpose: link.purpose, maskedEmail: masked(link.addressee) };
      if (typeof actor === "string") return { ...shared, face: "signedOut" as const };
      if (actor.email !== link.addressee)
        return { ...shared, face: "otherPerson" as const, status: 403, maskedOwn: masked(actor.email) };

      const state = linkState(link, context.now);
      if (state === "live") signedIn(actor);
      const about = { ...shared, name: actor.name, organization: matter.place(loaded, actor, context) };
      if (state === "acted" && !matter.tellsUse)
        return { ...about, face: "used" as const, status: 410, at: link.actedAt! };
      const view = matter.view({ person: actor, link, state }, loaded, context);
      if (state === "live" || "status" in view) return { ...about, ...view };
      if (state === "replaced")
        return { ...about, face: "replaced" as const, status: 410, at: link.replacedAt! };
      return { ...about, face: "expired" as const, status: 410, at: link.expiresAt };
    },
  });
