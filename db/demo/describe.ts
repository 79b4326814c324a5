import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import { parse } from "csv-parse/sync";
import { accounts } from "./accounts.ts";
import { lists } from "./lists.ts";
import { readers, tries, type Try } from "./people.ts";

const headings: readonly { title: string; shows: (one: Try) => boolean; says: (one: Try) => string }[] = [
  {
    title: "Becomes the administrator at once",
    shows: ({ outcome, hasAccount }) => outcome === "organization" && hasAccount,
    says: chosen,
  },
  {
    title: "The same, new to the portal: asked for a name first",
    shows: ({ outcome, hasAccount }) => outcome === "organization" && !hasAccount,
    says: chosen,
  },
  {
    title: "An administrator exists already",
    shows: ({ outcome }) => outcome === "administrator",
    says: () => "",
  },
  { title: "Has access already", shows: ({ outcome }) => outcome === "accessHeld", says: () => "" },
  { title: "An agent looks first", shows: ({ outcome }) => outcome === "review", says: chosen },
  {
    title: "Refused (the others of these three can be tried alike)",
    shows: (one) =>
      refusals.some(([outcome, language]) => one.outcome === outcome && one.language === language),
    says: ({ outcome }) => refusals.find(([name]) => name === outcome)![2],
  },
];

const refusals = [
  ["contractExpired", "fr", "contract expired"],
  ["contractNotYetActive", "nl", "contract not active yet"],
  ["contractNotEntitled", "en", "type not smart-entitled"],
  ["contractUnknown", "fr", "nobody is associated with it"],
  ["deviceNotCovered", "nl", "device of another contract"],
] as const;

const names = new Map(
  parse<Record<string, string>>(readFileSync(new URL("organizations.csv", import.meta.url)), {
    columns: true,
  }).map(({ id, name, city }) => [id!, `${name}, ${city}`]),
);

function chosen({ organizationId }: Try): string {
  return organizationId === "none" ? "None of the above" : (names.get(organizationId ?? "") ?? "");
}

const bold = (text: string) => styleText("bold", text, { stream: process.stdout });
const dim = (text: string) => styleText("dim", text, { stream: process.stdout });

/** Who to try in the demo world, as lines for a terminal. */
export function describeDemo(): string[] {
  return [
    dim(row("Sign in as", "", "Contract", "Serial number", "What to choose, or what is said")),
    ...headings.flatMap(({ title, shows, says }) => [
      "",
      bold(title),
      ...tries
        .filter(shows)
        .map((one) => row(one.email, one.language, one.contractNumber, one.serialNumber, says(one))),
    ]),
    "",
    bold(
      "Looks at devices, contracts and reports, and loads more (to try: db/demo/sample-devices.csv, with mistakes)",
    ),
    ...lists.map(({ organizationId, devices, loadedBy: { email, language } }) =>
      row(email, language, `${devices.length} devices`, "", names.get(organizationId) ?? ""),
    ),
    "",
    bold("Looks at the same and changes nothing (Customer User)"),
    ...readers.map(({ email, language, organizationId }) =>
      row(email, language, "", "", names.get(organizationId) ?? ""),
    ),
    "",
    bold("Smart Accounts in use: ask for access as anybody else, decide as their administrators"),
    ...accounts.flatMap(({ domain, members }) =>
      members
        .filter(({ role }) => role === "smart-account-administrator")
        .map(({ email, language }) => row(email, language, domain)),
    ),
  ];
}

const widths = [42, 4, 11, 15] as const;

const row = (...cells: string[]) =>
  cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join("")
    .trimEnd();
