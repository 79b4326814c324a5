import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { logged } from "#test/helpers/log.ts";
import { type Mishap, mishapAt, type Proxy, startProxy } from "#test/helpers/proxy.ts";
import {
  type Colleague,
  type Company,
  keeping,
  type Reply,
  type Stage,
  startStage,
  tally,
} from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";

let proxy: Proxy;
let stage: Stage;
let company: Company;
beforeAll(async () => {
  stage = await startStage({ databaseThrough: async (url) => (proxy = await startProxy(url)).url });
  company = await stage.company();
});
afterEach(() => proxy.mishap(null));
afterAll(async () => {
  await stage.portal.stop();
  await proxy.stop();
});

const typed = () => ({ contractNumber: company.contractNumber, serialNumber: company.serialNumber });
const somebody = async (wanted: Parameters<Stage["people"]>[2] = {}) =>
  (await stage.people(company, 1, wanted))[0]!;

const away: [string, Mishap][] = [
  ["is silent", "hang"],
  ["is too slow", { delayMs: 3500 }],
  ["resets every connection", "before"],
  ["is busy for good", "busy"],
  ["has no room on its disk", "full"],
];

test.each(away)(
  "while the database %s, people are told in their language, keep what they typed and go on afterwards",
  async (_, mishap) => {
    const [french, dutch, reader] = await Promise.all([somebody(), somebody(), somebody()]);
    proxy.mishap(() => mishap);

    const [posted, gotten, opened, health] = await Promise.all([
      stage.post(french, "/fr/onboarding/verify", { ...typed(), operationId: french.id }),
      stage.post(dutch, "/nl/onboarding/verify", { ...typed(), operationId: dutch.id }),
      stage.get(reader, "/en/onboarding/verify"),
      stage.get(null, "/healthz"),
    ]);
    proxy.mishap(null);
    const again = await stage.post(french, "/fr/onboarding/verify", fieldsOf(posted));

    const told = [posted, gotten, opened].map(({ status, headers, body }) =>
      [status, headers.get("retry-after"), languageOf(body)].join(" "),
    );
    expect(told).toEqual(["503 10 fr", "503 10 nl", "503 10 en"]);
    expect(health.status).toBe(503);
    expect(Math.max(...[posted, gotten, opened, health].map(({ tookMs }) => tookMs))).toBeLessThan(5000);
    expect(fieldsOf(posted)).toEqual({ ...typed(), operationId: french.id });
    expect([again.status, again.location]).toEqual([303, "/fr/onboarding/organization"]);
    expect((await stage.get(null, "/healthz")).status).toBe(200);
  },
  20_000,
);

test("the log says that the disk is full", async () => {
  const person = await somebody();
  proxy.mishap(() => "full");

  await stage.get(person, "/en/portal");

  expect(logged(stage.portal.lines)).toContainEqual(
    expect.objectContaining({ event: "failure", error: "Unreachable", code: "SQLITE_FULL" }),
  );
});

test("a database that is slow only makes people wait", async () => {
  const person = await somebody();
  proxy.mishap(() => ({ delayMs: 700 }));

  const reply = await stage.post(person, "/en/onboarding/verify", typed());

  expect([reply.status, reply.tookMs < 5000]).toEqual([303, true]);
});

interface Flow {
  readonly name: string;
  readonly prepare: () => Promise<Colleague>;
  readonly act: (person: Colleague) => Promise<Reply>;
  readonly leadsTo: string;
}

const flows: Flow[] = [
  {
    name: "verify",
    prepare: () => somebody(),
    act: (person) =>
      stage.post(person, "/en/onboarding/verify", { ...typed(), operationId: `op-${person.id}` }),
    leadsTo: "/en/onboarding/organization",
  },
  {
    name: "organization",
    prepare: () => somebody({ chosen: () => company.middle }),
    act: (person) =>
      stage.post(person, "/en/onboarding/organization", {
        organizationId: company.middle,
        operationId: `op-${person.id}`,
      }),
    leadsTo: "/en/onboarding/check-email",
  },
  {
    name: "link",
    prepare: async () => {
      const own = await stage.company();
      return (await stage.people(own, 1, { chosen: () => own.middle, linkSentAgoMs: 0 }))[0]!;
    },
    act: (person) => stage.post(person, person.link, { operationId: `op-${person.id}` }),
    leadsTo: "/en/onboarding/status",
  },
];

const callsOf = 2;
const mishaps: Mishap[] = ["before", "after", "hang"];
const cases = flows.flatMap((flow) =>
  mishaps.flatMap((mishap) =>
    Array.from({ length: callsOf }, (_, at) => at + 1).flatMap((place) =>
      [false, true].map((forGood) => ({ flow, mishap, place, forGood })),
    ),
  ),
);

test("each call to the database of each flow fails before, fails after or hangs, once or for good: the POST sent again ends well", async () => {
  const people = await Promise.all(cases.map(({ flow }) => flow.prepare()));
  const decisions = cases.map(({ place, mishap, forGood }, at) =>
    mishapAt(`op-${people[at]!.id}`, place, mishap, forGood),
  );
  proxy.mishap((call) =>
    decisions.reduce<Mishap | undefined>((found, decide) => found ?? decide(call), undefined),
  );

  const first = await Promise.all(cases.map(({ flow }, at) => flow.act(people[at]!)));
  proxy.mishap(null);
  const second = await Promise.all(cases.map(({ flow }, at) => flow.act(people[at]!)));

  const named = (replies: Reply[]) =>
    cases.map(({ flow, forGood }, at) => `${flow.name}${forGood ? " for good" : ""}: ${replies[at]!.status}`);
  expect(tally(named(first))).toEqual({
    "verify: 303": 6,
    "organization: 303": 6,
    "link: 303": 6,
    "verify for good: 503": 6,
    "organization for good: 503": 6,
    "link for good: 503": 6,
  });
  expect(Math.max(...first.map(({ tookMs }) => tookMs))).toBeLessThan(5000);
  expect(second.map(({ status, location }) => `${status} ${location}`)).toEqual(
    cases.map(({ flow }) => `303 ${flow.leadsTo}`),
  );
}, 30_000);

test("whichever call to the database goes wrong while somebody signs in, they get in, at the latest with another code", async () => {
  const calls = Array.from({ length: 8 }, (_, at) => at + 1);
  const ends: string[] = [];
  for (const mishap of ["before", "after"] as const)
    for (const place of calls) {
      const email = `${mishap}-${place}@sign-in.example`;
      const browser = keeping(await stage.post(null, "/en/sign-in", { email }));
      await sleep(50);
      const code = await codeFor(email);
      const before = proxy.calls();
      proxy.mishap(({ number }) => (number === before + place ? mishap : undefined));
      const reply = await stage.post(browser, "/en/sign-in/code", { email, code });
      proxy.mishap(null);
      ends.push(`${reply.status} ${errorOf(reply)}`.trim());
      if (reply.status !== 303) ends.push(`then ${await signInAfresh(email)}`);
    }

  expect(
    Object.keys(tally(ends)).filter(
      (end) => !["303", "422 signIn.errors.codeWrong", "then 303"].includes(end),
    ),
  ).toEqual([]);
}, 30_000);

test("every invariant holds after all that went wrong", async () => {
  await sleep(100);
  await stage.portal.cron();

  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});

const codeFor = async (email: string) =>
  (await new Visitor(stage.portal.url).mailTo(email, "sign-in-code"))[0]!.code!;

async function signInAfresh(email: string): Promise<number> {
  const browser = keeping(await stage.post(null, "/en/sign-in", { email }));
  return (await stage.post(browser, "/en/sign-in/code", { email, code: await codeFor(email) })).status;
}

const errorOf = ({ body }: Reply) => /data-error="([^"]*)"/u.exec(body)?.[1] ?? "";

const languageOf = (html: string) => /<html lang="(\w+)"/u.exec(html)?.[1];

/** The hidden fields of the form on a page. */
const fieldsOf = ({ body }: Reply) =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/gu)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
