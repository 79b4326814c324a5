import { brand } from "#src/brand/brand.ts";
import { onThisMachine } from "./loopback.ts";
import { exampleLine, type SettingName, settingNames, settings } from "./settings.ts";
import { holdsPassword } from "./values.ts";

/** What was given, by name; an empty value is none. */
export type Given = Readonly<Record<string, string | undefined>>;

/**
 * Who asks: the portal for whoever started it, the portal for others here or at Cloudflare, a command at the database, or the Worker about
 * what it was handed.
 */
export type Use = "start" | "serve" | "deploy" | "database" | "worker";

/** Our own, between our own programs. */
const internal = ["PORTAL_LOCAL"];
const ours = /^(?:PORTAL|RESEND|PROVISIONING|OIDC|METRICS|OPERATOR)_/u;

/** The settings cannot be used; the message has one line for each problem. */
export class UnusableSettings extends Error {
  override readonly name = "UnusableSettings";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** Throws when something of what was given cannot be used, naming all of it. */
export function checkSettings(given: Given, use: Use): void {
  const problems = problemsOf(given, use);
  if (problems.length) throw new UnusableSettings(problems);
}

/** Every way in which what was given cannot be used, one sentence each; none of them tells a secret. */
export const problemsOf = (given: Given, use: Use): string[] => [
  ...settingNames.filter((name) => isNeeded(name, given, use) && !given[name]).map(missing),
  ...settingNames.flatMap((name) => malformed(name, given[name])),
  ...(use === "worker" ? [] : [...useless(given), ...misspelt(given)]),
  ...(use === "start" ? together(given) : []),
  ...(use === "deploy" ? notThere(given) : []),
];

/** What will hurt without being wrong: to be said, not refused. */
export function warningsOf(given: Given, use: Use): string[] {
  const others = use === "serve" || isElsewhere(given["PORTAL_URL"]) || isElsewhere(given["DATABASE_URL"]);
  const advised: readonly (readonly [SettingName, string])[] = [
    ["PORTAL_AGENTS", "nobody hears of reviews, and whoever waits for one waits"],
    ["PORTAL_CLIENT_HEADER", "all visitors count as one network, which soon has had its codes of the hour"],
    ["RESEND_API_KEY", "no message reaches anybody"],
  ];
  if (!others) return [];
  const unset = advised.filter(([name]) => !given[name]);
  return [
    ...unset.map(([name, harm]) => `${name} is not set: ${harm}.`),
    ...(given["PORTAL_LISTEN"] && !isElsewhere(given["PORTAL_URL"])
      ? ["PORTAL_URL is on this machine, and PORTAL_LISTEN lets others in: agents decide without passkeys."]
      : []),
    ...(brand.support.endsWith(".example")
      ? [`src/brand/brand.ts is the demo's: pages and e-mails are in the name of ${brand.provider}.`]
      : []),
  ];
}

/** Whether the demo world may be loaded: only for this machine, and never into a database elsewhere. */
export const mayHaveDemo = (given: Given) =>
  given["PORTAL_DEMO"] !== "0" && !isElsewhere(given["DATABASE_URL"]);

const forTheWorker: readonly SettingName[] = ["PORTAL_URL", "PORTAL_SECRET", "DATABASE_URL"];

function isNeeded(name: SettingName, given: Given, use: Use): boolean {
  const { neededBy } = settings[name];
  if (neededBy && given[neededBy]) return true;
  if (use === "worker") return forTheWorker.includes(name);
  // Each machine would make one of its own.
  if (use === "start") return name === "PORTAL_SECRET" && isElsewhere(given["DATABASE_URL"]);
  if (use === "deploy")
    return name === "DATABASE_URL" || (name !== "PORTAL_DB" && settings[name].needed === true);
  // The usual directory may hold the demo world.
  if (name === "PORTAL_DB") return use === "serve" && !given["DATABASE_URL"];
  return use === "serve" && settings[name].needed === true;
}

const isElsewhere = (address: string | undefined) => Boolean(address) && !onThisMachine(address!);

const missing = (name: SettingName) =>
  `${name} is missing: ${settings[name].meaning}. Example: ${name}=${settings[name].secret ? "…" : exampleLine(settings[name])}`;

function malformed(name: SettingName, value: string | undefined): string[] {
  if (!value) return [];
  const { check, secret } = settings[name];
  const problem = value === value.trim() ? check(value) : "must be without spaces around it";
  const given = secret || holdsPassword(value) ? "" : `, not “${value}”`;
  return problem ? [`${name} ${problem}${given}.`] : [];
}

const useless = (given: Given) =>
  settingNames.flatMap((name) => {
    const { belongsTo } = settings[name];
    const alone = belongsTo && given[name] && !given[belongsTo];
    return alone ? [`${name} has no effect without ${belongsTo}: set that too, or take it out.`] : [];
  });

const misspelt = (given: Given) =>
  Object.keys(given).flatMap((name) => {
    if (!given[name] || name in settings || internal.includes(name)) return [];
    const meant = settingNames.find((known) => known.length > 6 && distance(known, name) <= 2);
    if (!meant && !ours.test(name)) return [];
    return [`${name} is no setting${meant ? `: ${meant} is` : " of this portal: take it out"}.`];
  });

const together = (given: Given): string[] => [
  ...(isElsewhere(given["PORTAL_URL"]) && mayHaveDemo(given)
    ? [
        `PORTAL_URL is not on this machine, and the demo world is for this machine only: ` +
          `npm run serve is the portal for others; PORTAL_DEMO=0 leaves the demo world out.`,
      ]
    : []),
  ...(given["PORTAL_LISTEN"]
    ? ["PORTAL_LISTEN is of npm run serve: what has a mailbox and a demo world is for this machine only."]
    : []),
];

const ofAMachine: readonly SettingName[] = ["PORT", "PORTAL_LISTEN", "PORTAL_DB", "PORTAL_DEMO"];

const notThere = (given: Given) => [
  ...ofAMachine
    .filter((name) => given[name])
    .map((name) => `${name} is of a portal on one machine: take it out.`),
  ...(given["PORTAL_URL"] && !isElsewhere(given["PORTAL_URL"]) ? ["PORTAL_URL is on this machine."] : []),
];

/** How many letters two names are apart (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  [...one].forEach((letter, down) => {
    const next = [down + 1];
    for (let at = 1; at <= other.length; at += 1)
      next.push(Math.min(next[at - 1]! + 1, row[at]! + 1, row[at - 1]! + Number(letter !== other[at - 1])));
    row = next;
  });
  return row[other.length]!;
}
