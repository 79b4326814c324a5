import fc from "fast-check";
import { violationsIn } from "#test/oracle/invariants.ts";
import { accounts } from "./accounts.ts";
import {
  act,
  type Command,
  type Course,
  cron,
  disable,
  look,
  pass,
  repeat,
  Violation,
  type Walker,
} from "./commands.ts";
import { deciding } from "./deciding.ts";
import type { Dice, Move } from "./move.ts";
import { onboarding } from "./onboarding.ts";
import { agentEmail, clear, type Ground, type Level, openWorld } from "./world.ts";

const moves: Readonly<Record<string, readonly [weight: number, Move]>> = {
  verify: [1, onboarding.verify],
  choose: [1, onboarding.choose],
  claim: [4, onboarding.claim],
  request: [8, onboarding.request],
  onStatus: [4, onboarding.onStatus],
  onOwnRequest: [2, onboarding.onOwnRequest],
  follow: [16, deciding.follow],
  decideOnPage: [4, deciding.decideOnPage],
  review: [5, deciding.review],
  associate: [2, deciding.associate],
  give: [2, deciding.give],
  take: [3, deciding.take],
  remove: [3, deciding.remove],
  nominate: [4, deciding.nominate],
  order: [2, deciding.order],
  stepDown: [3, deciding.stepDown],
  suspend: [3, deciding.suspend],
  ...accounts,
};

const dice: fc.Arbitrary<Dice> = fc.record({
  who: fc.nat(6),
  whom: fc.nat(4),
  where: fc.nat(2),
  which: fc.nat(5),
  how: fc.nat(7),
});

const weighted = (weight: number, make: (dice: Dice) => Command) => ({ weight, arbitrary: dice.map(make) });

/** Any of all that people and time can do. */
const anything = fc.oneof(
  ...Object.entries(moves).map(([name, [weight, move]]) => weighted(weight, (dice) => act(name, move, dice))),
  weighted(3, repeat),
  weighted(8, look),
  weighted(1, disable),
  weighted(4, pass),
  weighted(3, cron),
);

/** What a walk begins with: an administrator somewhere, and what waits or works already. */
interface Beginning {
  readonly level: Level;
  readonly requests: number;
  readonly also:
    "nothing" | "an account" | "a second administrator" | "a review" | "a reclaim" | "too much time";
}

const beginning: fc.Arbitrary<Beginning> = fc.record({
  level: fc.constantFrom<Level>(0, 1, 1, 2, null),
  requests: fc.nat(2),
  also: fc.constantFrom(
    "nothing",
    "an account",
    "a second administrator",
    "a review",
    "a reclaim",
    "too much time",
  ),
});

const plain: Dice = { who: 0, whom: 0, where: 0, which: 0, how: 1 };
const opening = (name: string, move: Move, dice: Partial<Dice>) => act(name, move, { ...plain, ...dice });

/** How people get there. */
const openings = ({ level, requests, also }: Beginning): Command[] => [
  ...Array.from({ length: requests }, (_, at) => opening("request", onboarding.request, { who: at + 1 })),
  ...{
    nothing: [],
    "an account": [
      opening("requestOwn", accounts["requestOwn"]![1], { how: 0 }),
      opening("follow", deciding.followLast, {}),
    ],
    "a second administrator": [
      opening("nominate", deciding.nominate, { where: level ?? 0, which: 3, whom: 3 }),
      opening("follow", deciding.followLast, {}),
    ],
    "a review": [opening("claim", onboarding.claim, { who: 4, how: 0 })],
    "a reclaim": [opening("onStatus", onboarding.onStatus, { how: 2 })],
    "too much time": [
      opening("onStatus", onboarding.onStatus, { how: 2 }),
      pass({ ...plain, how: 5, which: 0 }),
      cron(plain),
    ],
  }[also],
];

const from = (begins: Partial<Beginning>, ...commands: Command[]): [Beginning, Command[]] => [
  { level: 0, requests: 0, also: "nothing", ...begins },
  commands,
];

/** Courses through what a walk seldom comes to by luck, each of which leads to something. */
export const seldom = [
  from({ requests: 1 }, opening("follow", deciding.follow, { how: 2 })),
  from(
    { level: 1, requests: 1 },
    opening("follow", deciding.follow, { how: 3 }),
    opening("take", deciding.take, { how: 2, which: 2, whom: 1 }),
  ),
  from({ level: null }, opening("claim", onboarding.claim, {}), opening("follow", deciding.followLast, {})),
  from({ also: "a second administrator" }, opening("stepDown", deciding.stepDown, { how: 2 })),
  from({ also: "an account" }, opening("askAccess", accounts["askAccess"]![1], { who: 2 })),
  from(
    {},
    opening("suspend", deciding.suspend, { whom: 2 }),
    opening("suspend", deciding.suspend, { whom: 1 }),
  ),
];

export interface Walked {
  readonly runs: number;
  readonly failure: string | null;
  readonly example: string;
  /** How often each move led to something. */
  readonly succeeded: Readonly<Record<string, number>>;
}

interface Length {
  readonly runs: number;
  readonly steps: number;
  readonly seed?: number;
  /** What is walked first, before anything that is left to luck. */
  readonly first?: readonly [Beginning, Command[]][];
  /** False: what the ground holds besides is kept. */
  readonly clears?: boolean;
}

/** `SHRINK=1` looks for the shortest walk that fails in the same way; it takes its time. */
const shrinks = process.env["SHRINK"] === "1";

/** After so many worlds they are cleared away: what many have left would only make the next ones slow. */
const clearedAfter = 25;

/** Walks through so many worlds and holds the oracle against the database after each. */
export async function walk(
  ground: Ground,
  { runs, steps, seed, first = [], clears = true }: Length,
): Promise<Walked> {
  const succeeded: Record<string, number> = {};
  const address = { url: ground.stage.portal.databaseUrl };
  let number = 0;
  const property = fc.asyncProperty(
    beginning,
    fc.commands([anything], { maxCommands: steps, size: "max" }),
    async (begins: Beginning, commands: Iterable<Command>) => {
      if (clears && number++ % clearedAfter === 0) await clear(ground);
      const world = await openWorld(ground, begins.level);
      const walker: Walker = {
        world,
        succeeded: (name) => (succeeded[name] = (succeeded[name] ?? 0) + 1),
      };
      await fc.asyncModelRun(
        () => ({ model: { facts: null, last: null } as Course, real: walker }),
        [...openings(begins), ...commands],
      );
      await ground.stage.portal.cron();
      const violations = await violationsIn(address, { agents: [agentEmail] });
      if (violations.length) throw new Violation(violations.join("\n"));
    },
  );
  const {
    failed,
    numRuns,
    errorInstance,
    counterexample,
    error,
    seed: used,
  } = (await fc.check(property, {
    numRuns: runs,
    endOnFailure: !shrinks,
    ...(seed !== undefined && { seed }),
    examples: [...first],
  })) as fc.RunDetails<unknown> & { error?: string };
  return {
    runs: numRuns,
    failure: failed ? String((errorInstance as Error | undefined)?.message ?? error) : null,
    example: counterexample ? `${fc.stringify(counterexample)} of seed ${used}` : "",
    succeeded,
  };
}
