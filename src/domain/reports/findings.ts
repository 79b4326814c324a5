import type { AdvisoryKind, Match, Severity } from "./advisory.ts";
import {
  type AlertKind,
  alertKinds,
  type Consequence,
  consequenceOf,
  type Finding,
  type Stage,
  type Written,
} from "./alert.ts";
import type { Term } from "./coverage.ts";
import type { Product } from "./product.ts";
import { contractStage, saleStage, supportStage } from "./stages.ts";

interface Devices {
  readonly devices: number;
  readonly newestAt: number;
}

/** What is known of a list, and of what the provider says about its products and contracts. */
export interface Listed {
  readonly advisories: readonly (Devices & {
    readonly id: string;
    readonly kind: AdvisoryKind;
    readonly severity: Severity;
    readonly updatedOn: string;
    readonly match: Match;
  })[];
  readonly products: readonly (Product & Devices & { readonly productId: string })[];
  readonly contracts: readonly (Term &
    Devices & {
      readonly number: string;
      /** 0: it covers devices, and may not be named to this organization. */
      readonly isNamed: 0 | 1;
    })[];
}

/** A matter that concerns a list today. */
export interface Found extends Finding {
  /** Of an advisory: whether it names devices, or only their products. */
  readonly match: Match | null;
}

const found = (
  kind: AlertKind,
  subject: string,
  { devices, newestAt }: Devices,
  stage: Stage | null,
  match: Match | null = null,
): readonly Found[] => (stage ? [{ kind, subject, devices, newestAt, match, ...stage }] : []);

type Find = (listed: Listed, today: string) => readonly Found[];

const advised =
  (kind: AdvisoryKind): Find =>
  ({ advisories }) =>
    advisories
      .filter((one) => one.kind === kind)
      .flatMap((one) => {
        const stage = { step: one.updatedOn, since: one.updatedOn, severity: one.severity };
        return found(kind, one.id, one, stage, one.match);
      });

const finds: Readonly<Record<AlertKind, Find>> = {
  security: advised("security"),
  product: advised("product"),
  support: ({ products }, today) =>
    products.flatMap((one) => found("support", one.productId, one, supportStage(one, today))),
  sale: ({ products }, today) =>
    products.flatMap((one) => found("sale", one.productId, one, saleStage(one, today))),
  contract: ({ contracts }, today) =>
    contracts
      .filter(({ isNamed }) => isNamed)
      .flatMap((one) => found("contract", one.number, one, contractStage(one, today))),
};

/** Everything that concerns a list today. */
export const findingsOf = (listed: Listed, today: string): readonly Found[] =>
  alertKinds.flatMap((kind) => finds[kind](listed, today));

type Matter = Pick<Finding, "kind" | "subject">;

/** What follows for one matter: of the alert there is, of what is found, or of both. */
export interface Following<A> {
  readonly consequence: Exclude<Consequence, "nothing">;
  readonly written: A | null;
  readonly found: Found | null;
}

const told = ["step", "since", "severity", "match", "devices"] as const;

/** What follows from what is found now for the alerts there are; those that stay as they are do not appear. */
export function followingFrom<A extends Written & Matter & Pick<Found, (typeof told)[number]>>(
  alerts: readonly A[],
  findings: readonly Found[],
): readonly Following<A>[] {
  const keyOf = ({ kind, subject }: Matter) => `${kind} ${subject}`;
  const left = new Map(alerts.map((one) => [keyOf(one), one]));
  const take = (key: string) => {
    const one = left.get(key) ?? null;
    left.delete(key);
    return one;
  };
  const all = [
    ...findings.map((one) => ({ written: take(keyOf(one)), found: one })),
    ...[...left.values()].map((one) => ({ written: one, found: null })),
  ];
  return all.flatMap(({ written, found }) => {
    const consequence = consequenceOf(written, found);
    const isSame = written && found && told.every((field) => written[field] === found[field]);
    if (consequence === "nothing" || (consequence === "refresh" && isSame)) return [];
    return { consequence, written, found };
  });
}
