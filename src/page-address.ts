import type { publicPages } from "#src/public-pages.ts";
import type { Views } from "#functions/views/views.ts";

type Declared =
  | Exclude<keyof Views, "chooser" | "problem">
  | (typeof publicPages)[number]
  | "sign-out"
  | "link/[token]/code";

/** In the place of a parameter stands what is known at run time only; elsewhere the very word. */
type SameSegment<Segment, Declared> = Declared extends `[${string}]`
  ? string extends Segment
    ? true
    : false
  : Segment extends Declared
    ? true
    : false;

type Same<Path, Place> = Path extends `${infer Segment}/${infer Rest}`
  ? Place extends `${infer First}/${infer Others}`
    ? SameSegment<Segment, First> extends true
      ? Same<Rest, Others>
      : false
    : false
  : Place extends `${string}/${string}`
    ? false
    : SameSegment<Path, Place>;

/** An address of the portal without language, as it is written in a page: a misspelt one does not compile. */
export type PageAddress<Path extends string> = string extends Path
  ? Path
  : Path extends unknown
    ? true extends Same<Path, Declared>
      ? Path
      : never
    : never;
