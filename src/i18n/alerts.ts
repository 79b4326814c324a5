import type { KeyIn } from "#locales/keys.ts";
import { titleIn } from "#src/domain/reports/advisory.ts";
import type { AlertKind } from "#src/domain/reports/alert.ts";
import { daysLeft } from "#src/domain/reports/coverage.ts";
import { toBeAnnounced } from "#src/domain/reports/product.ts";
import type { Language } from "./languages.ts";
import type { Translate } from "./translator.ts";

/** What an alert is about, as it was read. */
export interface Named {
  readonly kind: AlertKind;
  /** The advisory's id, the product's, or the contract's number. */
  readonly subject: string;
  readonly title: string | null;
  /** Titles in other languages, as JSON. */
  readonly titles: string | null;
}

/** What an alert is about, in a reader's language where there is a title in it; `language`: the one that it is in. */
export function alertName(t: Translate, { kind, subject, title, titles }: Named, language: Language) {
  if (kind === "contract") return { text: t("alerts.contract", { number: subject }), language };
  if (!title) return { text: subject, language };
  if (kind === "support" || kind === "sale")
    return { text: t("alerts.product", { name: title, productId: subject }), language };
  const all = JSON.parse(titles ?? "{}") as Partial<Record<Language, string>>;
  const said = titleIn({ title, titles: all }, language);
  return { text: said.text, language: said.language ?? ("en" as const) };
}

/** How far it has come, as it was read. */
export interface Stepped {
  readonly kind: AlertKind;
  readonly step: string;
  readonly since: string;
  readonly endsOn: string | null;
}

/** How far the matter of an alert has come, in words. */
export function alertStep(t: Translate, { kind, step, since, endsOn }: Stepped, today: string): string {
  const day = endsOn && endsOn !== toBeAnnounced ? endsOn : since;
  if (kind === "security" || kind === "product") return t("alerts.updated", { day: since });
  if (kind !== "contract") return t(`reports.steps.${step as KeyIn<"reports.steps">}`, { day });
  const left = daysLeft({ startsOn: day, endsOn: day }, today);
  return left < 0
    ? t("reports.steps.contract.ended", { day })
    : t("reports.steps.contract.ends", { count: left, day });
}
