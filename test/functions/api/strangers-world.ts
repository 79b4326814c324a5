import type { Visitor } from "#test/helpers/visitor.ts";
import { type Answer } from "#test/helpers/visitor.ts";

/** What one request cost the database, by its own count. */
export interface Work {
  trips: number;
  /** Statements that it carried out, and rows that they read. */
  statements: number;
  rows: number;
}

interface Answered {
  readonly results?: readonly {
    readonly response?: {
      readonly result?: {
        readonly rows_read?: number;
        readonly step_results?: readonly ({ readonly rows_read?: number } | null)[];
      };
    };
  }[];
}

/** Adds up what an answer of the database says that it cost. */
export function addWork(work: Work, answer: string) {
  work.trips += 1;
  const { results = [] } = JSON.parse(answer) as Answered;
  const steps = results.flatMap(({ response }) => {
    const { step_results, ...one } = response?.result ?? {};
    return step_results ?? [one];
  });
  for (const step of steps) {
    work.statements += step ? 1 : 0;
    work.rows += step?.rows_read ?? 0;
  }
}

/** Of organizations and of Smart Accounts: one in which a stranger has nothing, and one that is not there. */
export const places = {
  organizations: { parameter: ":id", foreign: "moselane", absent: "moselanf" },
  accounts: { parameter: ":domain", foreign: "moselane.example", absent: "moselanf.example" },
} as const;

const email = "julie.weber@moselane.example";

/** What is sent to an address by POST, for each that takes several actions. */
const forms: readonly (readonly [RegExp, readonly Record<string, string>[]])[] = [
  [
    /^organizations.*\/people$/u,
    [
      { action: "associate", email, role: "customer-user" },
      { action: "give", email, role: "customer-user" },
      { action: "take", email, role: "customer-user", confirmed: "yes" },
      { action: "remove", email, confirmed: "yes" },
      { action: "undo", of: "person.remove:1:1" },
    ],
  ],
  [
    /\/administrators$/u,
    [
      { action: "nominate", email },
      { action: "order", email, position: "1" },
      { action: "step-down", confirmed: "yes" },
    ],
  ],
  [
    /\/requests\//u,
    ["approve", "deny", "ask"].map((decision) => ({ decision, role: "customer-user", comment: "No" })),
  ],
  [
    /\/collector$/u,
    [
      { action: "create", name: "One" },
      { action: "end", name: "One", confirmed: "yes" },
    ],
  ],
  [/\/uploads\//u, [{ action: "load" }, { action: "discard" }]],
  [/\/alerts\//u, [{ answer: "handled", comment: "Done" }]],
  [/\/settings$/u, [{ digest: "weekly", urgent: "yes" }]],
  [/\/devices\/:serialNumber$/u, [{ action: "remove" }, { action: "remove", confirmed: "yes" }]],
  [
    /^accounts.*\/people$/u,
    [
      { action: "associate", email, role: "smart-account-user", scope: "all" },
      { action: "give", email, role: "smart-account-user", scope: "all" },
      { action: "take", email, role: "smart-account-user", scope: "all", confirmed: "yes" },
      { action: "remove", email, confirmed: "yes" },
      { action: "undo", of: "person.remove:1:1" },
    ],
  ],
  [
    /\/identifier$/u,
    [
      { action: "ask", domainIdentifier: "moselane.com", reason: "A new name for all" },
      { action: "withdraw", confirmed: "yes" },
    ],
  ],
  [
    /\/virtual-accounts$/u,
    [
      { action: "create", name: "One" },
      { action: "rename", name: "One", virtualAccountId: "1" },
      { action: "close", virtualAccountId: "1", confirmed: "yes" },
      { action: "undo", of: "virtualAccount.close:1:1" },
    ],
  ],
];

/** Every form of an address. */
export const formsOf = (address: string) => forms.find(([pattern]) => pattern.test(address))?.[1] ?? [{}];

export interface Address {
  readonly kind: keyof typeof places;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly fields: Record<string, string>;
}

/** The addresses of a place, of those that are declared. */
export const placeAddresses = (declared: readonly { method: string; path: string }[]): Address[] =>
  declared.flatMap(({ method, path }): Address[] => {
    const address = path.replace(/^\/:lang\{[^}]+\}\/(?=.)/u, "");
    const kind = address.startsWith("organizations/:id") ? "organizations" : "accounts";
    if (!address.startsWith(`${kind}/${places[kind].parameter}`)) return [];
    if (method === "GET") return [{ kind, method, path: address, fields: {} }];
    return formsOf(address).map((fields) => ({ kind, method: "POST", path: address, fields }));
  });

/** Where an address is in one place; what is in the place has no name there. */
export const at = ({ kind, path }: Address, which: "foreign" | "absent") =>
  `/en/${path.replace(places[kind].parameter, places[kind][which]).replace(/:\w+/gu, "NOTHERE")}`;

/** Sends what an address is sent, without anything left of the request before. */
export function send(visitor: Visitor, address: Address, which: "foreign" | "absent"): Promise<Answer> {
  visitor.cookies.delete("draft");
  const path = at(address, which);
  return address.method === "GET" ? visitor.request("GET", path) : visitor.post(path, address.fields);
}

/** What a stranger reads of an answer, with the one place's name for the other's. */
export function told({ status, path, body, headers }: Answer, { kind }: Address) {
  const { foreign, absent } = places[kind];
  const same = (text: string) => text.replaceAll(foreign, absent);
  return {
    status,
    path: same(path),
    body: same(body).replaceAll(headers.get("x-request-id") ?? "", ""),
    length: body.length,
  };
}
