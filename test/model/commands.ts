import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type fc from "fast-check";
import { build } from "#db/builder.ts";
import type { Reply } from "#test/helpers/stage.ts";
import type { Facts } from "./facts.ts";
import { type Attempt, type Dice, everybody, type Move, pick } from "./move.ts";
import { pages } from "./onboarding.ts";
import type { World } from "./world.ts";

/** What the model knows of a walk: what was sent last, and what the world looked like then. */
export interface Course {
  facts: Facts | null;
  last: { readonly attempt: Attempt; readonly operationId: string; readonly reply: Reply } | null;
}

export interface Walker {
  readonly world: World;
  readonly succeeded: (name: string) => void;
}

export type Command = fc.AsyncCommand<Course, Walker>;

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

export const act = (name: string, move: Move, dice: Dice) =>
  command(name, dice, async (course, walker) => {
    course.facts ??= await walker.world.facts();
    for (const attempt of move(dice, course.facts, walker.world))
      await send(attempt.name ?? name, attempt, course, walker);
  });

/** The same form once more: nothing happens twice, and the answer is the same (I11). */
export const repeat = (dice: Dice) =>
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
export const look = (dice: Dice) =>
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

export const disable = (dice: Dice) =>
  command("disable", dice, async (course, { world }) => {
    const { now } = await world.facts();
    const { id } = pick(world.colleagues, dice.whom)!;
    await world.stage.write([build.run(sql`update person set disabled_at = ${now} where id = ${id}`)]);
    course.facts = null;
  });

const days = [0.5, 1, 2, 4, 8, 15, 31, 61];

export const pass = (dice: Dice) =>
  command("pass", dice, async (course, { world }) => {
    const advance = `PT${pick(days, dice.how + dice.which)! * 24}H`;
    await fetch(`${world.stage.portal.url}/dev/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance }),
    });
    course.facts = null;
  });

export const cron = (dice: Dice) =>
  command("cron", dice, async (course, { world }) => {
    await world.stage.portal.cron();
    course.facts = null;
  });
