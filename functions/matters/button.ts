import { actOnLink } from "#db/queries/link.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { change, together } from "#functions/command/consequences.ts";
import { sha256 } from "#functions/context/secrets.ts";
import type { Definition, LinkLoad } from "./definition.ts";
import { linkOver, ownLink } from "./own-link.ts";

/** The button on a link's page: acts once, for the person it was sent to (src/domain/README.md 7). */
export const buttonOf = <L extends LinkLoad, View extends { readonly face: string }>(
  matter: Definition<L, View>,
) =>
  command({
    action: matter.action,
    ...(matter.always && { always: matter.always }),
    repeated: matter.repeated ?? [],
    input: (fields: Fields) => fields,
    load: (fields, context) => matter.load(sha256(fields["token"] ?? ""), context, fields),
    attempt: (loaded) => matter.attempt?.(loaded) ?? null,
    allow: (actor, { link }, _, context) => ownLink(actor, link, context),

    done: (loaded, fields, person) => matter.done?.(loaded, fields, person) ?? null,

    decide: (own, loaded, fields, context) => {
      const next = own.state === "acted" ? matter.repeat(own, loaded, fields) : null;
      if (next !== null) return { next };
      matter.overtaken?.(own, loaded);
      if (own.state !== "live") throw linkOver();
      const decision = matter.decide(own, loaded, fields, context);
      if (!("audit" in decision) || matter.usesLink) return decision;
      const use = change(actOnLink(own.link.id, own.person.id, context.now));
      return { ...decision, ...together(use, decision) };
    },
  });
