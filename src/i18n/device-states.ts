import { limits } from "#src/domain/limits.ts";
import type { Coverage } from "#src/domain/reports/coverage.ts";
import type { Support } from "#src/domain/reports/product.ts";
import type { Translate } from "./translator.ts";

/** Whether a contract covers a device, in words. */
export const coverageText = (t: Translate, coverage: Coverage) =>
  t(`reports.coverage.${coverage}`, { days: limits.coverage.endingWithin });

/** Whether a product is supported, in words. */
export const supportText = (t: Translate, support: Support) =>
  t(`reports.support.${support}`, { months: limits.support.nearWithin });

/** How pressing each of them is; what is well has no tag, so that the others are seen. */
export const coverageTag = { covered: undefined, ending: "waiting", none: "problem" } as const;
export const supportTag = {
  supported: undefined,
  near: "waiting",
  ended: "problem",
  unknown: "neutral",
} as const;
