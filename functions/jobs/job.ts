import type { Statement } from "#db/builder.ts";
import type { ScheduledCommand } from "#functions/command/command.ts";

/** Something that waits for scheduled work, in the state in which it was found. */
export interface Due {
  readonly id: string;
  /** Names that state: the same work is never done twice, the next stage is another one. */
  readonly stage: string | number;
}

/** Work that falls due by itself: what is due, and the command that does it for one item as the portal itself. */
export interface Job {
  readonly name: string;
  /** Of what is due at `now` those after an item, by id. */
  readonly due: (now: number, after: string, most: number) => Statement & { readonly _: { result: Due[] } };
  /** Is given `id` and `stage`; settles where nothing is to be done any more. */
  readonly command: ScheduledCommand;
}
