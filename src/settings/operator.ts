import { type OperatorSetting, settings } from "./settings.ts";

/** What the legal texts call the settings of whoever runs the portal; where they stand, a page has the setting's name. */
export const operatorNames: Readonly<Record<string, OperatorSetting>> = {
  controllerName: "OPERATOR_NAME",
  controllerAddress: "OPERATOR_ADDRESS",
  enterpriseNumber: "OPERATOR_NUMBER",
  privacyContact: "OPERATOR_DATA_CONTACT",
  authority: "OPERATOR_AUTHORITY",
  hostingProvider: "OPERATOR_HOSTING",
  mailProvider: "OPERATOR_DELIVERY",
  transferBasis: "OPERATOR_TRANSFERS",
  country: "OPERATOR_COUNTRY",
  courts: "OPERATOR_COURTS",
};

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
