import { letInByOthers, onlySignedIn, waitsOf, waysOf } from "#db/queries/week.ts";
import { limits } from "#src/domain/limits.ts";
import { type Both, decidedBy, type Period, wayParts, waysOfPart } from "#src/domain/week.ts";
import { query } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";

const { period, leftAfter } = limits.week;

const fortnight = ({ now }: Context) => ({ start: now - 2 * period, middle: now - period, now });

const both = (rows: readonly { readonly period: Period; readonly many: number }[]): Both => {
  const of = (which: Period) => rows.find((row) => row.period === which)?.many ?? 0;
  return { last: of("last"), before: of("before") };
};

const sum = (all: readonly Both[]): Both => ({
  last: all.reduce((count, { last }) => count + last, 0),
  before: all.reduce((count, { before }) => count + before, 0),
});

/** How many came in, by which way, where they gave up and how long they waited: counts, and nobody's name. */
export const weekPage = query({
  load: (_: unknown, context) => {
    const when = fortnight(context);
    return {
      ...agentRecords(context),
      ways: waysOf(when, context.now - leftAfter),
      onlySignedIn: onlySignedIn(when, context.settings.agents),
      letIn: letInByOthers(when),
      waits: waitsOf(when),
    };
  },
  view: (actor, { ways, onlySignedIn: only, letIn, waits }, _, context) => {
    agent(actor, context);
    const parts = wayParts.map((part) => {
      const of = waysOfPart[part].map((way) => ({ way, ...both(ways.filter((row) => row.way === way)) }));
      return { part, ways: of, ...sum(of) };
    });
    return {
      ...fortnight(context),
      parts,
      began: sum(parts),
      onlySignedIn: both(only),
      letIn: both(letIn),
      waits: decidedBy.flatMap((by) => waits.filter((wait) => wait.by === by)),
    };
  },
});
