import { limits } from "#src/domain/limits.ts";

/** A key with which a customer's own machine sends its list. */
export interface CollectorKey {
  readonly createdAt: number;
  /** When a list came last that was loaded or was the same already. */
  readonly heardAt: number | null;
  /** When a list came last and was refused; null once a good one came after it. */
  readonly refusedAt: number | null;
  readonly endedAt: number | null;
}

/** Why somebody has to look after a collector; null: it works. A new key is waited for as long as a silent one. */
export function collectorTrouble(key: CollectorKey, now: number): "refused" | "silent" | null {
  if (key.endedAt !== null) return null;
  if (key.refusedAt !== null) return "refused";
  return now - (key.heardAt ?? key.createdAt) >= limits.collector.silentAfter ? "silent" : null;
}
