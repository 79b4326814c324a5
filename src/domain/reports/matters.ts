import { rankOf, type Severity, worse } from "./advisory.ts";
import type { AlertKind } from "./alert.ts";

/** An alert of one organization's list, as far as a message tells of it. */
export interface AlertOf {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly severity: Severity;
  readonly devices: number;
  /** When it was raised or opened again last. */
  readonly raisedAt: number;
  readonly organizationId: string;
  readonly organizationName: string;
}

/** What several lists have an alert of, once: with the devices of all, and where they are. */
export type Matter<A extends AlertOf> = Omit<A, "organizationId" | "organizationName"> & {
  readonly organizations: readonly Pick<A, "organizationId" | "organizationName">[];
};

/** What these alerts are about, each matter once; the worst first, then the newest, then the most devices. */
export const mattersOf = <A extends AlertOf>(alerts: readonly A[]): readonly Matter<A>[] =>
  [...Map.groupBy(alerts, ({ kind, subject }) => `${kind} ${subject}`).values()]
    .map((same) => ({
      ...same[0]!,
      severity: same.map((one) => one.severity).reduce(worse),
      devices: same.reduce((sum, one) => sum + one.devices, 0),
      raisedAt: Math.max(...same.map((one) => one.raisedAt)),
      organizations: same.map(({ organizationId, organizationName }) => ({
        organizationId,
        organizationName,
      })),
    }))
    .toSorted(
      (one, other) =>
        rankOf(one.severity) - rankOf(other.severity) ||
        other.raisedAt - one.raisedAt ||
        other.devices - one.devices,
    );
