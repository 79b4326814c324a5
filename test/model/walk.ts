import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { build } from "../../db/builder.ts";
import type { Reply } from "../helpers/stage.ts";
import { violationsIn } from "../oracle/invariants.ts";
import { accounts } from "./accounts.ts";
import { deciding } from "./deciding.ts";
import type { Facts } from "./facts.ts";
import { type Attempt, type Dice, everybody, type Move, pick } from "./move.ts";
import { onboarding, pages } from "./onboarding.ts";
import { agentEmail, clear, type Ground, type Level, openWorld, type World } from "./world.ts";

/** What the model knows of a walk: what was sent last, and what the world looked like then. */
interface Course {
  facts: Facts | null;
  last: { readonly attempt: Attempt; readonly operationId: string; readonly reply: Reply } | null;
}

interface Walker {
  readonly world: World;
  readonly succeeded: (name: string) => void;
}

type Command = fc.AsyncCommand<Course, Walker>;

/** What must not be; its text begins with the invariant, or says what the portal did. */
export class Violation extends Error {
  override readonly name = "Violation";
}

const changed = (before: Facts, after: Facts) => before.everything !== after.everything;

/** What the portal has printed last. */
const lines = ({ stage }: World) => stage.portal.lines.slice(-4).join("\n");

/** Sends one form and looks at what came of it. */
async function send(name: string, attempt: Attempt, course: Course, { world, succeeded }: Walker) {
  const before = course.facts ?? (await world.facts());
  const operationId = randomUUID();
  const { who, path, fields, may } = attempt;
  const reply = await world.stage.post(who, path, { ...fields, operationId });
  const after = await world.facts();
  course.facts = after;
  const said = `${name} (${who.email} → ${path}) was answered ${reply.status}`;
  if (reply.status >= 500) throw new Violation(`${said}:\n${lines(world)}`);
  if (changed(before, after)) {
    if (!may) throw new Violation(`I4: ${said} and changed something that was not allowed`);
    if (reply.status !== 303) throw new Violation(`I14: ${said} and changed something all the same`);
    succeeded(name);
  }
  course.last = { attempt, operationId, reply };
}

const command = (name: string, dice: Dice, run: Command["run"]): Command => ({
  check: () => true,
  run,
  toString: () => `${name}(${Object.values(dice).join(",")})`,
});

const act = (name: string, move: Move, dice: Dice) =>
  command(name, dice, async (course, walker) => {
    course.facts ??= await walker.world.facts();
    for (const attempt of move(dice, course.facts, walker.world))
      await send(attempt.name ?? name, attempt, course, walker);
  });

/** The same form once more: nothing happens twice, and the answer is the same (I11). */
const repeat = (dice: Dice) =>
  command("repeat", dice, async (course, { world }) => {
    if (!course.last || course.last.reply.status !== 303) return;
    const { attempt, operationId, reply } = course.last;
    const before = (course.facts ??= await world.facts());
    if (before.disabled.some(({ id }) => id === attempt.who.id)) return;
    const again = await world.stage.post(attempt.who, attempt.path, { ...attempt.fields, operationId });
    const after = await world.facts();
    course.facts = after;
    if (changed(before, after)) throw new Violation(`I11: ${attempt.path} sent again changed something`);
    if (again.status !== 303 || again.location !== reply.location)
      throw new Violation(
        `I11: ${attempt.path} sent again was answered ${again.status} ${again.location}, before ${reply.location}`,
      );
  });

/** What nobody outside of the company may read, unless it was he who typed it. */
function secretsOf({ company, colleagues, stranger }: World, { accounts: requested }: Facts): string[] {
  const names = [company.root, company.middle, company.site].map((id) => id[0]!.toUpperCase() + id.slice(1));
  const typed = requested.some(({ requesterId }) => requesterId === stranger.id);
  return [
    company.contractNumber,
    ...names.map((name) => name.replace("-", " ")),
    ...(typed ? [] : colleagues.map(({ email }) => email)),
  ];
}

/** Somebody looks: nothing changes by it (I12), and whoever is not of the company learns nothing of it (I10). */
const look = (dice: Dice) =>
  command("look", dice, async (course, { world }) => {
    const before = (course.facts ??= await world.facts());
    const who = dice.how % 3 ? pick(everybody(world), dice.who)! : world.stranger;
    const links = before.links.map(({ id }) => id);
    const paths = pages(world, before.requests);
    const path = paths[(dice.which * 7 + dice.where * 3 + dice.how + links.length) % paths.length]!;
    const reply = await world.stage.get(who, path);
    if (reply.status >= 500) throw new Violation(`${path} was answered ${reply.status}:\n${lines(world)}`);
    course.facts = await world.facts();
    if (changed(before, course.facts)) throw new Violation(`I12: looking at ${path} changed something`);
    const seen = secretsOf(world, before).find((one) => reply.body.includes(one));
    if (who === world.stranger && seen) throw new Violation(`I10: ${path} shows ${seen} to somebody else`);
  });

const disable = (dice: Dice) =>
  command("disable", dice, async (course, { world }) => {
    const { now } = await world.facts();
    const { id } = pick(world.colleagues, dice.whom)!;
    await world.stage.write([build.run(sql`update person set disabled_at = ${now} where id = ${id}`)]);
    course.facts = null;
  });

const days = [0.5, 1, 2, 4, 8, 15, 31, 61];

const pass = (dice: Dice) =>
  command("pass", dice, async (course, { world }) => {
    const advance = `PT${pick(days, dice.how + dice.which)! * 24}H`;
    await fetch(`${world.stage.portal.url}/dev/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance }),
    });
    course.facts = null;
  });

const cron = (dice: Dice) =>
  command("cron", dice, async (course, { world }) => {
    await world.stage.portal.cron();
    course.facts = null;
  });

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
  weighted(2, disable),
  weighted(4, pass),
  weighted(3, cron),
);

/** What a walk begins with: an administrator somewhere, and what waits or works already. */
interface Beginning {
  readonly level: Level;
  readonly requests: number;
  readonly also: "nothing" | "an account" | "a second administrator" | "a review" | "a reclaim";
}

const beginning: fc.Arbitrary<Beginning> = fc.record({
  level: fc.constantFrom<Level>(0, 1, 1, 2, null),
  requests: fc.nat(2),
  also: fc.constantFrom("nothing", "an account", "a second administrator", "a review", "a reclaim"),
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
  }[also],
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
  /** False: what the ground holds besides is kept. */
  readonly clears?: boolean;
}

/** `SHRINK=1` looks for the shortest walk that fails in the same way; it takes its time. */
const shrinks = process.env["SHRINK"] === "1";

/** After so many worlds they are cleared away: what many have left would only make the next ones slow. */
const clearedAfter = 50;

/** Walks through so many worlds and holds the oracle against the database after each. */
export async function walk(ground: Ground, { runs, steps, seed, clears = true }: Length): Promise<Walked> {
  const succeeded: Record<string, number> = {};
  const address = { url: ground.stage.portal.databaseUrl };
  let number = 0;
  const property = fc.asyncProperty(
    beginning,
    fc.commands([anything], { maxCommands: steps, size: "max" }),
    async (begins, commands) => {
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
  })) as fc.RunDetails<unknown> & { error?: string };
  return {
    runs: numRuns,
    failure: failed ? String((errorInstance as Error | undefined)?.message ?? error) : null,
    example: counterexample ? `${fc.stringify(counterexample)} of seed ${used}` : "",
    succeeded,
  };
}
