import { limits } from "./limits.ts";

/** Families of browsers and systems, the most particular first: many name others too. */
const browsers = {
  Edge: /\bEdg(?:e|A|iOS)?\//u,
  Opera: /\bOPR\//u,
  "Samsung Internet": /\bSamsungBrowser\//u,
  Firefox: /\b(?:Firefox|FxiOS)\//u,
  Chrome: /\b(?:Chrome|CriOS)\//u,
  Safari: /\bVersion\/.*\bSafari\//u,
} as const;

const systems = {
  iPhone: /\biPhone\b/u,
  iPad: /\biPad\b/u,
  Android: /\bAndroid\b/u,
  ChromeOS: /\bCrOS\b/u,
  Windows: /\bWindows\b/u,
  macOS: /\bMacintosh\b/u,
  Linux: /\bLinux\b/u,
} as const;

const first = <Name extends string>(families: Readonly<Record<Name, RegExp>>, said: string) =>
  (Object.entries(families) as [Name, RegExp][]).find(([, family]) => family.test(said))?.[0] ?? null;

/** The family of a browser and of its system, as its header says: a name of these lists or nothing, never its own words. */
export function browserOf(userAgent: string) {
  const said = userAgent.slice(0, limits.session.userAgent);
  return { browser: first(browsers, said), system: first(systems, said) };
}
