import type { Given } from "./problems.ts";
import { type OperatorSetting, settings } from "./settings.ts";

/** What the legal texts call the settings of whoever runs the portal. */
const names: Readonly<Record<string, OperatorSetting>> = {
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

/**
 * Who runs the portal, as its legal texts say it. The local run has the demo's; elsewhere a place that is not filled is marked, and
 * neither `npm run serve` nor `npm run deploy` lets it come to that.
 */
export const operator = (given: Given) =>
  Object.fromEntries(
    Object.entries(names).map(([name, setting]) => [
      name,
      given[setting] || (given["PORTAL_LOCAL"] === "1" ? settings[setting].example : `⟦${setting}⟧`),
    ]),
  );

/** The settings that a build holds in its pages. */
export const builtIn = (given: Given) =>
  Object.values(names).map((name) => [name, given[name] ?? ""] as const);
