import { afterAll, beforeAll, expect, test } from "vitest";
import { offices } from "#test/helpers/offices.ts";
import { smartAccounts, type StagedAccount } from "#test/helpers/smart-accounts.ts";
import { type Colleague, type Company, type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { seed, strings } from "./hostile-strings.ts";

const { hostileRequests } = sizes;
const abreast = 8;

let stage: Stage;
let company: Company;
let led: Company;
let account: StagedAccount;
let request: string;
const people = {
  fresh: [] as readonly Colleague[],
  choosing: [] as readonly Colleague[],
  managing: [] as readonly Colleague[],
  leading: [] as readonly Colleague[],
};
beforeAll(async () => {
  stage = await startStage();
  company = await stage.company();
  people.fresh = await stage.people(company, 100);
  people.choosing = await stage.people(company, 100, { chosen: () => company.middle, linkSentAgoMs: 0 });
  people.managing = await stage.people(company, 10);
  led = await stage.company();
  people.leading = await stage.people(led, 1);
  await offices(stage.write).claim(people.leading[0]!, led.middle, led);
  const { open, give, request: ask } = smartAccounts(stage.write);
  account = await open(people.managing[0]!);
  for (const one of people.managing.slice(1)) await give(one, account, "smart-account-administrator");
  request = (await ask(people.fresh[0]!, account, people.managing)).id;
});
afterAll(() => stage.portal.stop());

type Kind = keyof typeof people | "nobody";

/** Every form of the portal with valid fields; each field is spoiled in turn, addresses and cookies too. */
const forms = (): [who: Kind, path: string, fields: Record<string, string>][] => [
  ["nobody", "/en/sign-in", { email: "an@hostile.example", operationId: "", switchLanguage: "" }],
  ["nobody", "/fr/sign-in/code", { email: "an@hostile.example", code: "123456", operationId: "" }],
  ["nobody", "/nl/sign-in/code?link=HOSTILE", { code: "123456" }],
  ["nobody", "/en/sign-in?next=HOSTILE", { email: "HOSTILE" }],
  ["nobody", "/en/link/HOSTILE/code", {}],
  ["nobody", "/HOSTILE/onboarding/verify", {}],
  [
    "fresh",
    "/en/profile",
    { name: "An", company: "Co", phone: "+32 2 555 01 23", language: "en", next: "/en/portal" },
  ],
  [
    "fresh",
    "/fr/onboarding/verify",
    { contractNumber: company.contractNumber, serialNumber: company.serialNumber, operationId: "" },
  ],
  ["fresh", "/nl/onboarding/hand-over", { email: "an@hostile.example", language: "nl" }],
  ["fresh", "/en/link/HOSTILE", { acceptTerms: "yes" }],
  ["fresh", "/en/requests/HOSTILE", { action: "remind", comment: "x" }],
  ["choosing", "/en/onboarding/organization", { organizationId: company.middle, operationId: "" }],
  ["choosing", "/fr/onboarding/check-email", { operationId: "", switchLanguage: "" }],
  ["choosing", "/en/onboarding/status", { action: "remind", comment: "x" }],
  ["choosing", "/en/onboarding/confirm", { operationId: "" }],
  [
    "fresh",
    "/fr/accounts/request-access",
    { domainIdentifier: account.domain, reason: "Long enough to be one", proof: "" },
  ],
  ["fresh", "/en/accounts/request-access?account=HOSTILE&proof=HOSTILE", { domainIdentifier: "HOSTILE" }],
  ["managing", "/en/accounts/HOSTILE/people", { action: "remove", email: "HOSTILE", confirmed: "yes" }],
  [
    "managing",
    `/nl/accounts/${account.domain}/people`,
    {
      action: "associate",
      email: "an@hostile.example",
      language: "nl",
      role: "smart-account-viewer",
      scope: "all",
    },
  ],
  [
    "managing",
    `/en/accounts/${account.domain}/virtual-accounts`,
    { action: "create", name: "Hall", virtualAccountId: "" },
  ],
  [
    "managing",
    `/fr/accounts/${account.domain}/details`,
    {
      accountName: "Hall",
      companyName: "Hall NV",
      country: "BE",
      address: "1",
      city: "Gent",
      postalCode: "9",
    },
  ],
  [
    "managing",
    `/fr/accounts/${account.domain}/identifier`,
    { action: "ask", domainIdentifier: "", reason: "The company has a new name" },
  ],
  [
    "managing",
    `/fr/accounts/${account.domain}/requests/${request}`,
    { decision: "ask", comment: "Which one?", role: "smart-account-user", scope: "all" },
  ],
  ["managing", `/en/accounts/${account.domain}/requests/HOSTILE`, { decision: "deny" }],
  ["managing", `/en/accounts/${account.domain}/history?person=HOSTILE&from=HOSTILE`, {}],
  [
    "leading",
    `/nl/organizations/${led.middle}/people`,
    { action: "associate", email: "an@hostile.example", language: "nl", role: "customer-user" },
  ],
  [
    "leading",
    `/en/organizations/${led.middle}/people`,
    { action: "remove", email: "HOSTILE", confirmed: "yes" },
  ],
  [
    "leading",
    `/fr/organizations/${led.middle}/administrators`,
    { action: "nominate", email: "an@hostile.example", language: "fr" },
  ],
  [
    "leading",
    `/en/organizations/${led.middle}/administrators`,
    { action: "order", email: people.leading[0]!.email, position: "1" },
  ],
  ["leading", `/en/organizations/${led.middle}/administrators`, { action: "step-down", handOver: "no" }],
  ["leading", "/en/organizations/HOSTILE/people", { action: "give", email: "HOSTILE", role: "HOSTILE" }],
  [
    "leading",
    `/en/organizations/${led.middle}/history?person=HOSTILE&action=HOSTILE&from=HOSTILE&to=HOSTILE&page=HOSTILE`,
    {},
  ],
  ["leading", `/fr/organizations/${led.middle}/history.csv?person=HOSTILE&action=HOSTILE`, {}],
  ["leading", `/en/organizations/${led.middle}/people?person=HOSTILE&page=HOSTILE`, {}],
];

interface Spoiled {
  readonly method: "GET" | "POST";
  readonly who: Kind;
  readonly path: (text: string) => string;
  readonly body: (text: string) => string | undefined;
  readonly cookie: (text: string) => string;
}

const none = () => "";
const here = (path: string) => (text: string) => path.replaceAll("HOSTILE", text);

const places = (): Spoiled[] => [
  ...forms().flatMap(([who, path, fields]) => {
    const body = (spoiled: string) => (text: string) =>
      Object.entries(fields)
        .map(
          ([name, value]) =>
            `${name}=${name === spoiled || value === "HOSTILE" ? text : encodeURIComponent(value)}`,
        )
        .join("&");
    const names = path.includes("HOSTILE") ? [""] : Object.keys(fields);
    return [
      ...names.map((name) => ({
        method: "POST" as const,
        who,
        path: here(path),
        body: body(name),
        cookie: none,
      })),
      { method: "GET" as const, who, path: here(path), body: () => undefined, cookie: none },
    ];
  }),
  ...["/en/portal", "/", "/en/sign-in/code"].map((path) => ({
    method: "GET" as const,
    who: "nobody" as const,
    path: () => path,
    body: () => undefined,
    cookie: (text: string) =>
      ["session", "draft", "address", "language"].map((name) => `${name}=${text}`).join("; "),
  })),
  ...["/en/organizations/HOSTILE", "/en/reviews/HOSTILE", "/en/HOSTILE", "/HOSTILE", "/dev/mail/HOSTILE"].map(
    (path) => ({
      method: "GET" as const,
      who: "fresh" as const,
      path: here(path),
      body: () => undefined,
      cookie: none,
    }),
  ),
];

/** Between quotes an angle bracket is text; a quotation mark would end them, and is looked for by itself. */
const outsideOfAttributes = (body: string) => body.replace(/="[^"]*"/gu, "");

/** What is around the mark where it comes back as it was sent. */
const echoIn = (body: string) =>
  /.{0,200}<zq7.{0,20}/su.exec(outsideOfAttributes(body))?.[0] ?? /.{0,200}zq7".{0,20}/su.exec(body)?.[0];

interface Answered {
  readonly request: string;
  readonly status: number;
  readonly body: string;
  readonly cookies: string;
}

async function send(
  { method, who, path, body, cookie }: Spoiled,
  text: string,
  number: number,
): Promise<Answered> {
  const { url } = stage.portal;
  const group = who === "nobody" ? [] : people[who];
  const content = body(text);
  const answer = await fetch(url + path(text), {
    method,
    redirect: "manual",
    ...(content !== undefined && { body: content }),
    headers: {
      ...(method === "POST" && { origin: url, "content-type": "application/x-www-form-urlencoded" }),
      cookie: [group[number % group.length]?.cookie ?? "", cookie(text)].filter(Boolean).join("; "),
    },
  });
  return {
    request: `${method} ${path("…")} ${text.slice(0, 80)}`,
    status: answer.status,
    body: await answer.text(),
    cookies: answer.headers.getSetCookie().join(),
  };
}

test(
  "nothing that anybody sends to any field breaks the portal, or comes back as anything but text",
  async () => {
    const all = places();
    const worst: string[] = [];
    const statuses: number[] = [];
    const numbers = Array.from({ length: hostileRequests }, (_, number) => number);
    await Promise.all(
      Array.from({ length: abreast }, async () => {
        for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
          const place = all[number % all.length]!;
          const text = strings[(Math.floor(number / all.length) * 17 + number * 7) % strings.length]!;
          const { request, status, body, cookies } = await send(place, text, number);
          statuses.push(status);
          if (status >= 500) worst.push(`${status}: ${request}`);
          const echo = echoIn(body);
          if (echo) worst.push(`echoed: ${request}: ${echo}`);
          if (cookies.includes("zq7=1")) worst.push(`a cookie of the sender's: ${request}`);
        }
      }),
    );

    expect({ seed, worst }).toEqual({ seed, worst: [] });
    expect(Object.keys(tally(statuses)).sort()).toEqual(expect.arrayContaining(["200", "303", "404", "422"]));
    expect(await violationsIn({ url: stage.portal.databaseUrl })).toEqual([]);
  },
  within(180_000),
);
