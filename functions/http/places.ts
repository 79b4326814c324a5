import { limits } from "#src/domain/limits.ts";

const { atOnce } = limits.requests;
let taken = 0;

/** The places of those for whom one instance works at the same time (SECURITY.md 8). A body on its way takes none. */
export const places = {
  areTaken: () => taken >= atOnce,
  areTooMany: () => taken > atOnce,
  take: () => void (taken += 1),
  leave: () => void (taken -= 1),
};
