import type { Severity } from "#src/domain/reports/advisory.ts";

/** How the tag of a severity looks; its word is always there too. */
export const severityTag = {
  critical: "problem",
  high: "problem",
  medium: "waiting",
  low: "neutral",
} as const satisfies Record<Severity, string>;
