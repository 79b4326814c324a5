import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { accounts } from "./accounts.ts";

export const outcomes = [
  "organization",
  "administrator",
  "accessHeld",
  "review",
  "contractExpired",
  "contractNotYetActive",
  "contractNotEntitled",
  "contractUnknown",
  "deviceNotCovered",
] as const;

/** What follows from a contract and a serial number: a branch of onboarding, or the rule that refuses. */
export type Outcome = (typeof outcomes)[number];

/** Somebody of the demo world and what this person can try. */
export interface Try {
  readonly email: string;
  readonly name: string;
  readonly language: "en" | "fr" | "nl";
  readonly contractNumber: string;
  readonly serialNumber: string;
  readonly outcome: Outcome;
  /** What to choose for that outcome: an organization's id, or `none`; null where nothing is chosen. */
  readonly organizationId: string | null;
  /** False: the portal does not know this person yet and asks for the name. */
  readonly hasAccount: boolean;
}

type Row = Record<string, string>;

/** Everything to be tried in the demo world, by outcome, then language. */
export const tries: readonly Try[] = parse<Row>(readFileSync(new URL("tries.csv", import.meta.url)), {
  columns: true,
}).map((row) => ({
  email: row.email!,
  name: row.name!,
  language: row.language as Try["language"],
  contractNumber: row.contract_number!,
  serialNumber: row.serial_number!,
  outcome: row.outcome as Outcome,
  organizationId: row.organization_id || null,
  hasAccount: row.has_account === "yes",
}));

/** A person as the demo world knows it. */
export type Person = Pick<Try, "email" | "name" | "language">;

/** Administrators in office, the first of each organization before those whom they nominated. */
export const administrators: readonly (Person & { organizationId: string; nominatedBy: string | null })[] = [
  {
    email: "els.wouters@noorderkaai.example",
    name: "Els Wouters",
    language: "nl",
    organizationId: "noorderkaai",
    nominatedBy: null,
  },
  {
    email: "tom.maes@noorderkaai.example",
    name: "Tom Maes",
    language: "nl",
    organizationId: "noorderkaai",
    nominatedBy: "els.wouters@noorderkaai.example",
  },
  {
    email: "marc.thill@moselane.example",
    name: "Marc Thill",
    language: "fr",
    organizationId: "moselane",
    nominatedBy: null,
  },
  {
    email: "priya.nair@castleford-rail.example",
    name: "Priya Nair",
    language: "en",
    organizationId: "castleford",
    nominatedBy: null,
  },
];

/** Customer Users, who look at devices and reports and change nothing, with the administrator who let them in. */
export const readers: readonly (Person & { organizationId: string; givenBy: string })[] = [
  {
    email: "sanne.claes@noorderkaai.example",
    name: "Sanne Claes",
    language: "nl",
    organizationId: "noorderkaai-genk",
    givenBy: "els.wouters@noorderkaai.example",
  },
  {
    email: "claire.reuter@moselane.example",
    name: "Claire Reuter",
    language: "fr",
    organizationId: "moselane",
    givenBy: "marc.thill@moselane.example",
  },
  {
    email: "owen.hughes@castleford-rail.example",
    name: "Owen Hughes",
    language: "en",
    organizationId: "castleford",
    givenBy: "priya.nair@castleford-rail.example",
  },
];

const known: readonly Person[] = [
  ...tries.filter(({ hasAccount }) => hasAccount),
  ...administrators,
  ...readers,
  ...accounts.flatMap(({ requester, members }) => [requester, ...members]),
];

/** Who can sign in without being asked for a name, each once. */
export const people: readonly Person[] = [...new Map(known.map((person) => [person.email, person])).values()];

/** The id of somebody in the demo world; the same in every copy of it. */
export const personId = (email: string) => `demo-${email.replace(/@.*/u, "").replaceAll(".", "-")}`;
