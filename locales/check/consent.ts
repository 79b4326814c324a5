import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./hash.ts";
import { readText } from "./reading/bytes.ts";
import { type Finding, isError, type Place } from "./reading/finding.ts";
import { parse } from "./reading/json.ts";
import { valueOf } from "./reading/tree.ts";

/** A warning that somebody has looked at and lets stand, as long as the sentence stays as it is. */
interface Accepted {
  readonly file: string;
  readonly key?: string;
  readonly rule: string;
  readonly hash: string;
  readonly why: string;
}

export interface Consent {
  /** How many warnings may stand open. */
  readonly atMost: number;
  readonly accepted: readonly Accepted[];
}

const name = "accepted.json";

const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";

/** What is accepted, with what is wrong with the list. */
export function readConsent(dir: string): { consent: Consent; findings: Finding[] } {
  const none: Consent = { atMost: 0, accepted: [] };
  if (!existsSync(join(dir, name))) return { consent: none, findings: [] };
  const { text, findings } = readText(join(dir, name), name);
  if (text === null) return { consent: none, findings };
  const { tree, line, broken } = parse(text, name);
  if (broken.length || !tree) return { consent: none, findings: [...findings, ...broken] };
  const given = valueOf(tree) as Partial<Consent> | null;
  const wrong = (field: string, at = 0): Finding => ({
    rule: "accepted-list",
    file: name,
    line: line(at),
    values: { field },
  });
  if (!Number.isInteger(given?.atMost)) findings.push(wrong("atMost"));
  if (!Array.isArray(given?.accepted)) return { consent: none, findings: [...findings, wrong("accepted")] };
  const nodes = tree.children?.find(({ children }) => children?.[0]?.value === "accepted")?.children?.[1]
    ?.children;
  const accepted = given.accepted.filter((each: Partial<Accepted> | null, at) => {
    const right =
      isText(each?.file) &&
      isText(each?.rule) &&
      isText(each?.hash) &&
      (each?.why?.trim?.().length ?? 0) >= 10;
    if (!right) findings.push(wrong(`accepted ${at + 1}`, nodes?.[at]?.offset));
    return right;
  });
  return { consent: { atMost: Number(given.atMost) || 0, accepted }, findings };
}

const sign = ({ file, key, said }: Place, rule: string) =>
  `${rule} ${file} ${key ?? ""} ${hashOf(said ?? "")}`;

/** Parts what stands open from the warnings that somebody has accepted. */
export function part(findings: readonly Finding[], { accepted }: Consent) {
  const known = new Set(accepted.map(({ rule, file, key, hash }) => `${rule} ${file} ${key ?? ""} ${hash}`));
  const isAccepted = (finding: Finding) => !isError(finding) && known.has(sign(finding, finding.rule));
  return { open: findings.filter((each) => !isAccepted(each)), accepted: findings.filter(isAccepted) };
}

/** Writes down that these warnings are accepted; those that have lost their object are dropped. */
export function accept(dir: string, chosen: readonly Finding[], why: string, all: readonly Finding[]): void {
  const { consent } = readConsent(dir);
  const there = new Set(all.map((each) => sign(each, each.rule)));
  const kept = consent.accepted.filter(({ rule, file, key, hash }) =>
    there.has(`${rule} ${file} ${key ?? ""} ${hash}`),
  );
  const added = chosen.map(({ file, key, rule, said }) => ({
    file,
    ...(key && { key }),
    rule,
    hash: hashOf(said ?? ""),
    why,
  }));
  const place = ({ file, key, rule }: Accepted) => `${file} ${key ?? ""} ${rule}`;
  const accepted = [
    ...new Map([...kept, ...added].map((each) => [`${place(each)} ${each.hash}`, each])).values(),
  ];
  accepted.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  write(dir, { atMost: consent.atMost, accepted });
}

export const write = (dir: string, consent: Consent) =>
  writeFileSync(join(dir, name), `${JSON.stringify(consent, null, 2)}\n`);
