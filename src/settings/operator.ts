import { operatorNames as names } from "#src/i18n/operator-names.ts";
import { type OperatorSetting, settings } from "./settings.ts";

/** What the legal texts call each setting, which there must be. */
const operatorNames: Readonly<Record<string, OperatorSetting>> = names;

export type Operator = Readonly<Partial<Record<OperatorSetting, string>>>;

/** The demo's, for the local run alone. */
export const demoOperator: Operator = Object.fromEntries(
  Object.values(operatorNames).map((name) => [name, settings[name].example]),
);

const mark = new RegExp(`\\b(?:${Object.values(operatorNames).join("|")})\\b`, "gu");
const isMark = (text: string): text is OperatorSetting => Object.hasOwn(settings, text);
const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A page that says in a language who runs the portal. What nobody has set stays marked; `npm run serve` does not start then. */
export const sayOperator = (html: string, operator: Operator, language: string): string =>
  html.replace(mark, (name) => {
    const said = isMark(name) ? operator[name] : undefined;
    const text = name === "OPERATOR_COUNTRY" && said ? nameOf(said, language) : said;
    return text?.replace(/[&<>"]/gu, (sign) => entities[sign] ?? sign) ?? name;
  });

const nameOf = (country: string, language: string) =>
  new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
