import { monthOf, weekOf } from "#src/domain/calendar.ts";
import type { Holding } from "#src/domain/policy.ts";
import type { Severity } from "./advisory.ts";
import type { AlertKind } from "./alert.ts";
import type { Coverage } from "./coverage.ts";

export const digestRhythms = ["none", "weekly", "monthly"] as const;

export type DigestRhythm = (typeof digestRhythms)[number];

/** What somebody wants to be sent about an organization. */
export interface Wishes {
  readonly digest: DigestRhythm;
  readonly urgent: boolean;
}

/** What is sent to whoever has not chosen: administrators are told, those who only read are not. */
export function wishesBy(holds: readonly Holding[]): Wishes {
  const isAdministrator = holds.some(
    (holding) => holding === "delegated-administrator" || holding === "customer-administrator",
  );
  return isAdministrator ? { digest: "monthly", urgent: true } : { digest: "none", urgent: false };
}

/** The period whose digest is due on a day: the Monday of its week, or the first of its month; null: never. */
export function periodOf(rhythm: DigestRhythm, day: string): string | null {
  if (rhythm === "none") return null;
  return rhythm === "weekly" ? weekOf(day) : monthOf(day);
}

/** What is known of an organization and all below it when a digest is made; `last`: as it was in the one before. */
export interface DigestFacts<Matter> {
  /** Open matters that were raised, or opened again, since the last one; in however many organizations, each once. */
  readonly newMatters: number;
  /** The most pressing that are open, the worst first. */
  readonly worst: readonly Matter[];
  /** Contracts that end soon, and devices that near the end of their support. */
  readonly contractsEnding: number;
  readonly devicesNearEnd: number;
  readonly coverage: Readonly<Record<Coverage, number>>;
  readonly last: Readonly<Record<Coverage, number>> | null;
}

export interface Digest<Matter> extends Omit<DigestFacts<Matter>, "last"> {
  /** Against last time; null in the first one. */
  readonly coveredMore: number | null;
}

const covered = ({ covered, ending }: Readonly<Record<Coverage, number>>) => covered + ending;

/** What a digest says; null where nothing is new since the last one. */
export function digestOf<Matter>({ last, ...facts }: DigestFacts<Matter>): Digest<Matter> | null {
  const { newMatters, coverage } = facts;
  const isSame =
    last !== null &&
    last.covered === coverage.covered &&
    last.ending === coverage.ending &&
    last.none === coverage.none;
  if (!newMatters && (isSame || last === null)) return null;
  return { ...facts, coveredMore: last && covered(coverage) - covered(last) };
}

/** Whether an alert is worth a mail at once. */
export const isUrgent = ({ kind, severity }: { readonly kind: AlertKind; readonly severity: Severity }) =>
  kind === "security" && (severity === "critical" || severity === "high");
