import { limits } from "#src/domain/limits.ts";
import { allUnderWay } from "./under-way.ts";

const { atOnce } = limits.requests;
const taken = allUnderWay();

/** The places of those for whom one instance works at the same time (SECURITY.md 8). A body on its way takes none. */
export const places = {
  areTaken: () => taken.size(Date.now()) >= atOnce,
  areTooMany: () => taken.size(Date.now()) > atOnce,
  take: () => taken.begin(Date.now()),
};
