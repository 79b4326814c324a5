import { plusDays, plusMonths } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import { type Severity, worse } from "./advisory.ts";
import type { Stage } from "./alert.ts";
import type { Term } from "./coverage.ts";
import { dayOf, type Milestone, type Product, toBeAnnounced } from "./product.ts";

const { support, contract } = limits.alert;

const byDay = (one: Stage, other: Stage) => (one.since < other.since ? -1 : one.since > other.since ? 1 : 0);

/** The newest of the stages that have come; the severity is the worst of those in force. */
function newest(stages: readonly Stage[], today: string): Stage | null {
  return stages
    .filter(({ since }) => since <= today)
    .toSorted(byDay)
    .reduce<Stage | null>(
      (last, stage) => (last ? { ...stage, severity: worse(stage.severity, last.severity) } : stage),
      null,
    );
}

/** The stages before and at one milestone: announced, some months before, on the day. */
function stagesOf(product: Product, milestone: Milestone, severity: (months: number) => Severity): Stage[] {
  const day = dayOf(product, milestone);
  if (!day) return [];
  const announced = product.announcedOn;
  const steps = [...support.months, 0].map((months) => ({
    step: months ? `${milestone}.in${months}` : `${milestone}.reached`,
    since: plusMonths(day, -months),
    severity: severity(months),
  }));
  if (!announced || announced === toBeAnnounced || announced >= day) return steps;
  return [{ step: `${milestone}.announced`, since: announced, severity: severity(Infinity) }, ...steps];
}

/** What to tell about the support of a product today; null: nothing yet. */
export function supportStage(product: Product, today: string): Stage | null {
  const severity = (months: number) => (months <= support.urgentWithin ? "high" : "medium");
  return newest(
    [...stagesOf(product, "endOfSecuritySupport", severity), ...stagesOf(product, "endOfSupport", severity)],
    today,
  );
}

/** What to tell about the sale of a product today: that its end was announced, or has come; null: nothing yet. */
export function saleStage(product: Product, today: string): Stage | null {
  const steps = stagesOf(product, "endOfSale", () => "low");
  return newest(
    steps.filter(({ step }) => step.endsWith(".announced") || step.endsWith(".reached")),
    today,
  );
}

const stepsOfContract = contract.steps.map(({ days, severity }) => ({ step: `in${days}`, days, severity }));

/**
 * The day on which a contract ends of which this step was told: an alert says what was true when it was told, whoever
 * holds the contract since.
 */
export function endOfContract({ step, since }: Pick<Stage, "step" | "since">): string {
  const before = stepsOfContract.find((one) => one.step === step);
  return plusDays(since, before ? before.days : -1);
}

/** What to tell about a contract today; null: it runs long enough, or is over for so long that nothing is told. */
export function contractStage({ endsOn }: Term, today: string): Stage | null {
  if (today > plusDays(endsOn, contract.toldFor)) return null;
  return newest(
    [
      ...stepsOfContract.map(({ step, days, severity }) => ({
        step,
        since: plusDays(endsOn, -days),
        severity,
      })),
      { step: "ended", since: plusDays(endsOn, 1), severity: "high" as const },
    ],
    today,
  );
}
