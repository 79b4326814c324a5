import type { Job } from "./job.ts";

/** All scheduled work of the business, in the order in which it is done. */
export const jobs: readonly Job[] = [];
