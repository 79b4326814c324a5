import { createHash } from "node:crypto";

/** A short sign of what a sentence says. */
export const hashOf = (said: string) => createHash("sha256").update(said).digest("hex").slice(0, 8);
