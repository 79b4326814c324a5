import type { KeyIn } from "#locales/keys.ts";
import { titleIn } from "#src/domain/reports/advisory.ts";
import type { AlertKind } from "#src/domain/reports/alert.ts";
import { daysLeft } from "#src/domain/reports/coverage.ts";
import { toBeAnnounced } from "#src/domain/reports/product.ts";
import { endOfContract } from "#src/domain/reports/stages.ts";
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

/** How far it has come, as it was read. */
export interface Stepped {
  readonly kind: AlertKind;
  readonly step: string;
  readonly since: string;
  readonly endsOn: string | null;
}

/** How a kind of alert is told: what it is about, and how far it has come. */
interface Wording {
  /** `language`: the one in which the text is. */
  readonly name: (t: Translate, about: Named, language: Language) => { text: string; language: Language };
  readonly step: (t: Translate, stepped: Stepped, today: string) => string;
}

const advisory: Wording = {
  name: (_, { subject, title, titles }, language) => {
    if (!title) return { text: subject, language };
    const all = JSON.parse(titles ?? "{}") as Partial<Record<Language, string>>;
    const said = titleIn({ title, titles: all }, language);
    return { text: said.text, language: said.language ?? "en" };
  },
  step: (t, { since }) => t("alerts.updated", { day: since }),
};

const product: Wording = {
  name: (t, { subject, title }, language) => ({
    text: title ? t("alerts.product", { name: title, productId: subject }) : subject,
    language,
  }),
  step: (t, { step, since, endsOn }) =>
    t(`reports.steps.${step as KeyIn<"reports.steps">}`, {
      day: endsOn && endsOn !== toBeAnnounced ? endsOn : since,
    }),
};

const contract: Wording = {
  name: (t, { subject }, language) => ({ text: t("alerts.contract", { number: subject }), language }),
  step: (t, stepped, today) => {
    const day = endOfContract(stepped);
    const left = daysLeft({ startsOn: day, endsOn: day }, today);
    return left < 0
      ? t("reports.steps.contract.ended", { day })
      : t("reports.steps.contract.ends", { count: left, day });
  },
};

const wordings: Readonly<Record<AlertKind, Wording>> = {
  security: advisory,
  product: advisory,
  support: product,
  sale: product,
  contract,
};

/** What an alert is about, in a reader's language where there is a title in it. */
export const alertName = (t: Translate, about: Named, language: Language) =>
  wordings[about.kind].name(t, about, language);

/** How far the matter of an alert has come, in words. */
export const alertStep = (t: Translate, stepped: Stepped, today: string) =>
  wordings[stepped.kind].step(t, stepped, today);
