import type { Statement } from "#db/builder.ts";
import type { Due } from "#db/queries/due.ts";
import type { ScheduledCommand } from "#functions/command/command.ts";
import type { Context } from "#functions/context/context.ts";

/** When it is: the business's present, its day, and where that day is reckoned. */
export type Present = Pick<Context, "now" | "today" | "settings">;

/** Work that falls due by itself: what is due, and the command that does it for one item as the portal itself. */
export interface Job {
  readonly name: string;
  /** Of what is due at `now` those after an item, by id. */
  readonly due: (
    now: number,
    after: string,
    most: number,
    present: Present,
  ) => Statement & { readonly _: { result: Due[] } };
  /** Is given `id` and `stage`; settles where nothing is to be done any more. */
  readonly command: ScheduledCommand;
}
