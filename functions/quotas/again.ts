import type { Context } from "#functions/context/context.ts";
import { refusalFor, type Sentence, waitIn, type Window } from "./quota.ts";

interface Again {
  readonly window: Window;
  readonly sentence: Sentence;
}

/** Refuses what was done for the same place too short a time ago. */
export function refuseTooSoon(
  { window, sentence }: Again,
  before: readonly { readonly at: number }[],
  { now }: Pick<Context, "now">,
): void {
  const wait = waitIn(
    window,
    before.map(({ at }) => at),
    now,
  );
  if (wait > 0) throw refusalFor(wait, sentence);
}
