import type { AuditAction } from "#src/i18n/history.ts";
import type { LinkPurpose, linkState } from "#src/domain/link.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Attempt, Decision, Fields } from "#functions/command/command.ts";
import type { Load, Loaded } from "#functions/command/query.ts";
import type { StoredLink } from "./own-link.ts";

/** One link in the hands of the person it was sent to. */
export interface OwnLink<L extends Load> {
  readonly person: Person;
  readonly link: StoredLink;
  readonly state: ReturnType<typeof linkState>;
  readonly loaded: Loaded<L>;
}

/** What waits behind a link of one purpose: what it needs, what it shows to its addressee, what its button does. */
interface Matter<P extends LinkPurpose, L extends Load, View extends { readonly face: string }> {
  readonly purpose: P;
  readonly action: AuditAction;
  /** `fields`: what was typed, when the link is acted on. */
  readonly load: (hash: string, context: Context, fields?: Fields) => L;
  /** The organization that it is about, for every face of the page. */
  readonly organization: (own: OwnLink<L>, context: Context) => string;
  /** True where the view also tells what was done with the link. */
  readonly tellsUse?: true;
  /** What is to be decided, or, with a status, why nothing is any more. */
  readonly view: (own: OwnLink<L>, context: Context) => View;
  /** What an attempt was about that is refused. */
  readonly attempt?: (loaded: Loaded<L>) => Attempt | null | undefined;
  readonly decide: (own: OwnLink<L>, fields: Fields, context: Context) => Decision;
}

export const matter = <const P extends LinkPurpose, L extends Load, View extends { readonly face: string }>(
  definition: Matter<P, L, View>,
) => definition;
