import type { Result, SQL } from "#db/builder.ts";
import { attemptsSince, countAttempt, lastAttempt, uncount } from "#db/queries/record.ts";
import type { MessageKey } from "#locales/keys.ts";
import { limits } from "#src/domain/limits.ts";
import { type Refusal, throttled } from "#src/domain/refusal.ts";
import { change, type Consequences, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { siteOf } from "#functions/context/site.ts";

/** So many in so long, in milliseconds. */
export interface Window {
  readonly most: number;
  readonly length: number;
}

/** What is said when it is too much: at which field, and in which unit how long to wait. */
export interface Sentence {
  readonly field: string;
  readonly key: MessageKey;
  readonly unit: keyof typeof seconds;
}

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Now = Pick<Context, "now">;
type Statement = ReturnType<typeof attemptsSince>;

/** Whose tries are counted, of each kind; null: nobody's. */
type Subjects<Kind extends string, Subject = string> = Readonly<Record<Kind, Subject | null>>;

/** What is counted of a network is counted of its site too. */
type Counted<Kind extends string> = Kind | (Kind extends `${infer Of}-network` ? `${Of}-site` : never);
type Reading<Kind extends string> = Readonly<Record<`tries: ${Counted<Kind>}`, Statement>>;

/** What was read of the tries that count. */
export type Tries<Kind extends string> = Readonly<Record<`tries: ${Counted<Kind>}`, Result<Statement>>>;

interface Counting<Kind extends string> {
  readonly kind: Counted<Kind>;
  readonly windows: readonly Window[];
  /** Whose it is, of the subjects that are named. */
  readonly of: <Subject>(subjects: Subjects<Kind, Subject>) => Subject | string | null;
}

/** A kind as it is counted; of a network, the site (`siteOf`) too, with so many times as much. */
function countings<Kind extends string>(kind: Kind, windows: readonly Window[]): Counting<Kind>[] {
  const own: Counting<Kind> = { kind, windows, of: (subjects) => subjects[kind] };
  if (!kind.endsWith("-network")) return [own];
  const more = windows.map(({ most, length }) => ({ most: most * limits.site.networks, length }));
  const ofSite: Counting<Kind>["of"] = (subjects) => {
    const network = subjects[kind];
    return typeof network === "string" ? siteOf(network) : null;
  };
  return [own, { kind: kind.replace(/network$/u, "site") as Counted<Kind>, windows: more, of: ofSite }];
}

/** Milliseconds until one more fits into a window; 0: now. `times`: the latest first. */
export const waitIn = ({ most, length }: Window, times: readonly number[], now: number) =>
  Math.max((times[most - 1] ?? -Infinity) + length - now, 0);

/** Refuses for so many milliseconds. */
export function refusalFor(wait: number, { field, key, unit }: Sentence): Refusal {
  const retryAfter = Math.ceil(wait / 1000);
  return throttled(field, retryAfter, { key, params: { count: Math.ceil(retryAfter / seconds[unit]) } });
}

/**
 * How often something may be tried. A kind is what the database counts it as, each for a subject: a person, an address,
 * a network. One try counts for all of them, and has to fit into every window. A kind that ends with `-network` counts for the
 * site of the network as well: of IPv6 anybody has thousands of networks.
 */
export function quota<const Kind extends string>(
  windows: Readonly<Record<Kind, readonly Window[]>>,
  sentence: Sentence,
) {
  const kinds = (Object.entries(windows) as [Kind, readonly Window[]][]).flatMap(([kind, some]) =>
    countings(kind, some),
  );

  /** The tries that count now, to be read with whatever else is needed. */
  const read = (subjects: Subjects<Kind, string | SQL>, { now }: Now) =>
    Object.fromEntries(
      kinds.map(({ kind, windows: some, of }) => {
        const since = now - Math.max(...some.map(({ length }) => length));
        const most = Math.max(...some.map((one) => one.most));
        return [nameOf(kind), attemptsSince(kind, of(subjects) ?? "", since, most)];
      }),
    ) as Reading<Kind>;

  /** Milliseconds until the next try; 0: now. */
  const wait = (tries: Tries<Kind>, subjects: Subjects<Kind>, { now }: Now) =>
    Math.max(
      ...kinds.flatMap(({ kind, windows: some, of }) => {
        const times = of(subjects) === null ? [] : tries[nameOf(kind)].map(({ at }) => at);
        return some.map((one) => waitIn(one, times, now));
      }),
    );

  const refusal = (milliseconds: number) => refusalFor(milliseconds, sentence);

  /** Refuses what would be too much, and says when to try again. */
  function check(tries: Tries<Kind>, subjects: Subjects<Kind>, context: Now): void {
    const left = wait(tries, subjects, context);
    if (left > 0) throw refusal(left);
  }

  /** Counts a try; should others have used it up meanwhile, the world has moved. */
  const count = (subjects: Subjects<Kind>, { now }: Now): Consequences =>
    together(
      kinds.map(({ kind, windows: some, of }) => {
        const subject = of(subjects);
        return subject !== null && change(countAttempt(kind, subject, now, allowances(some, now)));
      }),
    );

  /** Counts a try that was not too much when it was read; refuses it otherwise. */
  function take(tries: Tries<Kind>, subjects: Subjects<Kind>, context: Now): Consequences {
    check(tries, subjects, context);
    return count(subjects, context);
  }

  /** The last try turned out to be none; given an instant, the one that was counted then, if any was. */
  const giveBack = (subjects: Subjects<Kind>, at?: SQL): Consequences =>
    together(
      kinds.map(({ kind, of }) => {
        const subject = of(subjects);
        return subject !== null && write(uncount(kind, subject, at ?? lastAttempt(kind, subject)));
      }),
    );

  return { read, wait, refusal, check, count, take, giveBack };
}

const nameOf = <Kind extends string>(kind: Kind) => `tries: ${kind}` as const;

const allowances = (windows: readonly Window[], now: number) =>
  windows.map(({ most, length }) => ({ most, since: now - length }));
