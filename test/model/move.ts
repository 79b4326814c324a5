import type { Facts } from "./facts.ts";
import type { Member, World } from "./world.ts";

/** Small numbers by which a move chooses: who acts, on whom, where, on which of several things, and how. */
export interface Dice {
  readonly who: number;
  readonly whom: number;
  readonly where: number;
  readonly which: number;
  readonly how: number;
}

/** One form that somebody sends. */
export interface Attempt {
  /** Where it is not the move's own: what is done, for the count. */
  readonly name?: string;
  readonly who: Member;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What the model says: nothing may come of it otherwise. */
  readonly may: boolean;
}

/** What somebody does; nothing, when there is nothing to do it with. */
export type Move = (dice: Dice, facts: Facts, world: World) => readonly Attempt[];

export const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % (from.length || 1)];

/** Everybody in a world. */
export const everybody = ({ colleagues, stranger, agent }: World): readonly Member[] => [
  ...colleagues,
  stranger,
  agent,
];

export const colleague = ({ colleagues }: World, at: number) => pick(colleagues, at)!;

export const placeAt = ({ places }: World, at: number) => pick(places, at)!;

/** A place where somebody is on the list, as often as any. */
export function managedPlace(dice: Dice, { seats }: Facts, world: World): string {
  const listed = seats.filter(({ endedAt }) => endedAt === null).map(({ organizationId }) => organizationId);
  return dice.which % 2
    ? placeAt(world, dice.where)
    : (pick(listed, dice.where) ?? placeAt(world, dice.where));
}

/** Often somebody who holds something in a place, else anybody of the company. */
export function target({ which, whom }: Dice, place: string, { roles }: Facts, world: World): Member {
  const holders = world.colleagues.filter(({ id }) =>
    roles.some(
      (one) =>
        one.personId === id && one.endedAt === null && [one.organizationId, one.accountId].includes(place),
    ),
  );
  return (which % 3 ? pick(holders, whom) : undefined) ?? colleague(world, whom);
}

/** Mostly somebody who may, often enough anybody. */
export function actor(dice: Dice, world: World, may: (who: Member) => boolean): Member {
  const able = everybody(world).filter(may);
  const anybody = pick(everybody(world), dice.who)!;
  return dice.how % 4 === 0 ? anybody : (pick(able, dice.who) ?? anybody);
}

/** One of what there is, of the newest more often. */
export const oneOf = <T>(things: readonly T[], { which }: Dice) => pick(things.toReversed(), which);

export const words = "What somebody says about it, in one line.";
