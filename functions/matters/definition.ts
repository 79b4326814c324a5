import type { linkByHash } from "#db/queries/link.ts";
import type { Done } from "#src/domain/act.ts";
import type { AuditAction } from "#src/i18n/history.ts";
import type { Fields } from "#functions/command/command.ts";
import type { Attempt, Decision } from "#functions/command/decision.ts";
import type { Load, Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { OwnLink } from "./own-link.ts";

/** What is read with a link: the link itself, whatever it is about. */
export type LinkLoad = Load & { readonly link: ReturnType<typeof linkByHash> };

/** What a link of one purpose is about: what it loads, what it shows to its addressee, what its button does. */
export interface Definition<L extends LinkLoad, View extends { readonly face: string }> {
  readonly action: AuditAction;
  /** As of a command. */
  readonly always?: true;
  /** Fields of its form that may appear several times. */
  readonly repeated?: readonly string[];
  /** `fields`: what was typed, when the link is acted on. */
  readonly load: (hash: string, context: Context, fields?: Fields) => L;
  /** The organization or account that it is about, for every face of the page. */
  readonly place: (loaded: Loaded<L>, person: Person, context: Context) => string;
  /** True where the view also tells what was done with the link. */
  readonly tellsUse?: true;
  /** What is to be decided, or, with a status, why nothing is any more. */
  readonly view: (own: OwnLink, loaded: Loaded<L>, context: Context) => View;
  /** What an attempt was about that is refused. */
  readonly attempt?: (loaded: Loaded<L>) => Attempt | null | undefined;
  /** Where to go on when the form of a used link says what was done with it; null: it says something else. */
  readonly repeat: (own: OwnLink, loaded: Loaded<L>, fields: Fields) => string | null;
  /** Refuses what was settled meanwhile, also to whoever has a link that is over, and says how. */
  readonly overtaken?: (own: OwnLink, loaded: Loaded<L>) => void;
  /** What is said of it on the page that it leads to. */
  readonly done?: (loaded: Loaded<L>, fields: Fields, person: Person) => Done | null;
  /** True where `decide` uses the link up, since the same can be decided without it. */
  readonly usesLink?: true;
  /** What the button of a live link does. */
  readonly decide: (own: OwnLink, loaded: Loaded<L>, fields: Fields, context: Context) => Decision;
}
