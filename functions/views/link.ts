import { masked } from "#src/domain/email.ts";
import { linkState } from "#src/domain/link.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { query, signedIn } from "#functions/command/query.ts";
import { type LinkRecords, loadLink, matterOf, type matters } from "#functions/use-cases/link/act.ts";
import type { OwnLink } from "#functions/matters/matter.ts";

type MatterView = ReturnType<(typeof matters)[keyof typeof matters]["view"]>;

/**
 * What a link shows. It only locates: reading it changes nothing. Without a session one learns what kind of matter
 * waits for which masked address; signed in as its addressee, the matter itself, or what became of it.
 */
export const linkPage = query({
  anyone: true,
  load: ({ token }: { token: string }, context) => loadLink(token, context),
  view: (actor, loaded, { token }, context) => {
    const [link] = (loaded as LinkRecords).link;
    if (!link) throw new Refusal("notFound", "link.unknown");
    const shared = { token, purpose: link.purpose, maskedEmail: masked(link.email) };
    if (typeof actor === "string") return { ...shared, face: "signedOut" as const };
    if (actor.email !== link.email)
      return { ...shared, face: "otherPerson" as const, status: 403, maskedOwn: masked(actor.email) };

    const matter = matterOf(token)!;
    const state = linkState(link, context.now);
    if (state === "live") signedIn(actor);
    const own = { person: actor, link, state, loaded } as unknown as OwnLink<never>;
    const about = { ...shared, name: actor.name, organization: matter.organization(own, context) };
    if (state === "acted" && !("tellsUse" in matter))
      return { ...about, face: "used" as const, status: 410, at: link.actedAt! };
    const view = matter.view(own, context) as MatterView;
    if (state === "live" || "status" in view) return { ...about, ...view };
    if (state === "replaced")
      return { ...about, face: "replaced" as const, status: 410, at: link.replacedAt! };
    return { ...about, face: "expired" as const, status: 410, at: link.expiresAt };
  },
});
