import type { Asked, Load } from "#functions/command/query.ts";
import { type InputOf, type QueriedPlace, queries, type Views } from "#functions/views/views.ts";
import type { Exchange } from "./exchange.ts";
import { nearby } from "./nearby.ts";

/** A page where it lies, and what is read for it. */
export interface Page<Place extends keyof Views> {
  readonly place: Place;
  readonly load: (exchange: Exchange) => Load;
  readonly ask: (exchange: Exchange) => Promise<Asked<Views[Place]>>;
}

/** The parameters in the address of a place: of `organizations/[id]` the id, as the query's own type of it. */
type InPath<Place> = Place extends `${string}[${infer Name}]${infer Rest}`
  ? Readonly<Record<Name, never>> & InPath<Rest>
  : unknown;

/** What the query needs of the address; it may be left out where the parameters in the path are all of it. */
export type Reading<Place extends QueriedPlace> =
  InPath<Place> extends InputOf<Place>
    ? { readonly input?: (exchange: Exchange) => InputOf<Place> }
    : { readonly input: (exchange: Exchange) => InputOf<Place> };

/** The page at a place, with the query that is declared for it. */
export function page<Place extends QueriedPlace>(place: Place, { input }: Reading<Place>): Page<Place> {
  const query = queries[place];
  const read = input ?? ((exchange) => exchange.req.param() as InputOf<Place>);
  return {
    place,
    load: (exchange) => query.load(read(exchange), exchange.var.context),
    ask: (exchange) => nearby(exchange, (context) => query.ask(context, read(exchange))),
  };
}
