import { monthOf, weekOf } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import type { Holding } from "#src/domain/policy.ts";
import { rankOf, type Severity } from "./advisory.ts";
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

export interface DigestAlert {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly devices: number;
  /** When it was raised or opened again last. */
  readonly raisedAt: number;
}

/** What is known of an organization when a digest is made; `last`: as it was in the one before. */
export interface DigestFacts<A extends DigestAlert> {
  /** Those that are open. */
  readonly alerts: readonly A[];
  /** Contracts that end soon, and devices that near the end of their support. */
  readonly contractsEnding: number;
  readonly devicesNearEnd: number;
  readonly coverage: Readonly<Record<Coverage, number>>;
  readonly last: { readonly at: number; readonly coverage: Readonly<Record<Coverage, number>> } | null;
}

export interface Digest<A extends DigestAlert> {
  readonly newAlerts: number;
  readonly worst: readonly A[];
  readonly contractsEnding: number;
  readonly devicesNearEnd: number;
  readonly coverage: Readonly<Record<Coverage, number>>;
  /** Against last time; null in the first one. */
  readonly coveredMore: number | null;
}

const covered = ({ covered, ending }: Readonly<Record<Coverage, number>>) => covered + ending;

/** What a digest says: the new alerts, worst first; null where nothing is new since the last one. */
export function digestOf<A extends DigestAlert>(facts: DigestFacts<A>): Digest<A> | null {
  const { alerts, contractsEnding, devicesNearEnd, coverage, last } = facts;
  const fresh = alerts.filter(({ raisedAt }) => !last || raisedAt > last.at);
  const isSame =
    last !== null &&
    last.coverage.covered === coverage.covered &&
    last.coverage.ending === coverage.ending &&
    last.coverage.none === coverage.none;
  if (!fresh.length && (isSame || last === null)) return null;
  return {
    newAlerts: fresh.length,
    worst: alerts
      .toSorted(
        (one, other) =>
          rankOf(one.severity) - rankOf(other.severity) ||
          other.raisedAt - one.raisedAt ||
          other.devices - one.devices,
      )
      .slice(0, limits.digest.worst),
    contractsEnding,
    devicesNearEnd,
    coverage,
    coveredMore: last && covered(coverage) - covered(last.coverage),
  };
}

/** Whether an alert is worth a mail at once. */
export const isUrgent = ({ kind, severity }: Pick<DigestAlert, "kind" | "severity">) =>
  kind === "security" && (severity === "critical" || severity === "high");
