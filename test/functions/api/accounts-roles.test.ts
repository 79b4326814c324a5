import { translator } from "#src/i18n/translator.ts";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { person } from "#db/schema/person.ts";
import { smartAccounts } from "#test/helpers/smart-accounts.ts";
import { type Colleague, type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { everything } from "./roles-world.ts";

const en = translator("en");

const agentAddress = "agent.of.accounts@ardenne.example";

/** Everybody of the table, in the order of its columns. */
const kinds = [
  "nobody",
  "an outsider",
  "an administrator",
  "a user",
  "a viewer",
  "an administrator of a part",
  "a user of a part",
  "an administrator of another account",
  "one who was administrator",
  "the requester",
  "an agent",
  "a disabled administrator",
] as const;

type Kind = (typeof kinds)[number];

/**
 * Role × action, written out (src/domain/README.md 5.5): who is answered what. `in`: led to sign-in,
 * `its …`: of what is in the part that two of them have roles in.
 */
const table = `
                       nobody out  SA user view  VA  VU SA* was req agent dis
GET  here                  in 404 200  200  200 200 200 404 404 404   404  in
GET  people                in 404 200  403  403 200 403 404 404 404   404  in
GET  details               in 404 200  403  403 403 403 404 404 404   404  in
GET  virtual-accounts      in 404 200  403  403 403 403 404 404 404   404  in
GET  requests              in 404 200  403  403 200 403 404 404 404   404  in
GET  request               in 404 200  403  403 404 403 404 404 404   404  in
GET  its-request           in 404 200  403  403 200 403 404 404 404   404  in
GET  history               in 404 200  403  403 403 403 404 404 404   404  in
GET  history.csv           in 404 200  403  403 403 403 404 404 404   404  in
POST associate             in 404 303  403  403 422 403 404 404 404   404  in
POST give                  in 404 303  403  403 422 403 404 404 404   404  in
POST take                  in 404 303  403  403 422 403 404 404 404   404  in
POST remove                in 404 303  403  403 422 403 404 404 404   404  in
POST change                in 404 303  403  403 403 403 404 404 404   404  in
GET  identifier            in 404 200  403  403 403 403 404 404 404   404  in
POST ask-identifier        in 404 303  403  403 403 403 404 404 404   404  in
POST create                in 404 303  403  403 403 403 404 404 404   404  in
POST rename                in 404 303  403  403 403 403 404 404 404   404  in
POST close                 in 404 303  403  403 403 403 404 404 404   404  in
POST ask                   in 404 303  403  403 404 403 404 404 404   404  in
POST deny                  in 404 303  403  403 404 403 404 404 404   404  in
POST its-associate         in 404 303  403  403 303 403 404 404 404   404  in
POST its-give              in 404 303  403  403 303 403 404 404 404   404  in
POST its-take              in 404 303  403  403 303 403 404 404 404   404  in
POST its-remove            in 404 303  403  403 303 403 404 404 404   404  in
POST its-approve           in 404 303  403  403 303 403 404 404 404   404  in
POST approve               in 404 303  403  403 404 403 404 404 404   404  in
`;

const rows = table
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.trim().split(/\s+/u))
  .flatMap(([method, what, ...answers]) =>
    answers.map((answer, at) => [method!, what!, kinds[at]!, answer] as const),
  );

type World = Awaited<ReturnType<typeof accountWith>>;

/** An account with everybody in it, and people, parts and requests to act upon. */
async function accountWith(stage: Stage, people: readonly Colleague[]) {
  const { open, give, divide, request } = smartAccounts(stage.write);
  const [first, user, viewer, partAdmin, partUser, was, disabled, requester, outsider, ...targets] =
    people as [
      Colleague,
      Colleague,
      Colleague,
      Colleague,
      Colleague,
      Colleague,
      Colleague,
      Colleague,
      Colleague,
    ];
  const [toGive, toTake, toRemove, approved, denied, asked, ...inPart] = targets as unknown as Colleague[];
  const account = await open(first);
  const part = await divide(first, account, en("account.virtual.inUse"));
  const empty = await divide(first, account, "Empty");
  await give(user, account, "smart-account-user");
  await give(viewer, account, "smart-account-viewer");
  await give(partAdmin, account, "virtual-account-administrator", { part });
  await give(partUser, account, "virtual-account-user", { part });
  await give(was, account, "smart-account-administrator", { ended: true });
  await give(disabled, account, "smart-account-administrator");
  for (const target of [toGive!, toTake!, toRemove!]) await give(target, account, "smart-account-user");
  const [itsToGive, itsToTake, itsToRemove, itsAsker] = inPart;
  for (const target of [itsToGive!, itsToTake!, itsToRemove!])
    await give(target, account, "virtual-account-user", { part });
  const requests = {
    its: (await request(itsAsker!, account, [first], part)).id,
    own: (await request(requester, account, [first])).id,
    approve: (await request(approved!, account, [first])).id,
    deny: (await request(denied!, account, [first])).id,
    ask: (await request(asked!, account, [first])).id,
  };
  return {
    domain: account.domain,
    part,
    empty,
    requests,
    toGive: toGive!,
    toTake: toTake!,
    toRemove: toRemove!,
    itsToGive: itsToGive!,
    itsToTake: itsToTake!,
    itsToRemove: itsToRemove!,
    who: {
      "an outsider": outsider,
      "an administrator": first,
      "a user": user,
      "a viewer": viewer,
      "an administrator of a part": partAdmin,
      "a user of a part": partUser,
      "one who was administrator": was,
      "the requester": requester,
      "a disabled administrator": disabled,
    },
  };
}

let stage: Stage;
let agent: Colleague;
let elsewhere: Colleague;
const worlds = new Map<Kind, World>();
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agentAddress } });
  const company = await stage.company();
  [agent, elsewhere] = (await stage.people(company, 2)) as [Colleague, Colleague];
  await stage.write([build.update(person).set({ email: agentAddress }).where(eq(person.id, agent.id))]);
  await smartAccounts(stage.write).open(elsewhere);
  const made = await Promise.all(
    kinds.map(async (kind) => [kind, await accountWith(stage, await stage.people(company, 19))] as const),
  );
  for (const [kind, world] of made) worlds.set(kind, world);
  for (const { who } of worlds.values())
    await stage.write([
      build.update(person).set({ disabledAt: 1 }).where(eq(person.id, who["a disabled administrator"].id)),
    ]);
}, 60_000);
afterAll(() => stage.portal.stop());

const decisions: Record<string, Record<string, string>> = {
  approve: { decision: "approve", role: "smart-account-viewer", scope: "all" },
  deny: { decision: "deny" },
  ask: { decision: "ask", comment: "Which department are you in?" },
};

const details = {
  companyName: "Stage NV",
  country: "BE",
  address: "Kaai 1",
  city: "Antwerpen",
  postalCode: "2000",
};

/** Where a row of the table leads, and what it sends. */
function placed(what: string, kind: Kind): [path: string, fields: Record<string, string>] {
  const { domain, requests, empty, part, ...people } = worlds.get(kind)!;
  const here = `/en/accounts/${domain}`;
  const role = "smart-account-viewer";
  const its = { role: "virtual-account-user", scope: part };
  const forms: Record<string, [string, Record<string, string>]> = {
    here: ["", {}],
    request: [`/requests/${requests.own}`, {}],
    "its-request": [`/requests/${requests.its}`, {}],
    "its-associate": ["/people", { ...its, email: `its.${kind.replaceAll(" ", ".")}@stage.example` }],
    "its-give": ["/people", { ...its, email: people.itsToGive.email, role: "virtual-account-administrator" }],
    "its-take": ["/people", { ...its, email: people.itsToTake.email }],
    "its-remove": ["/people", { email: people.itsToRemove.email }],
    "its-approve": [`/requests/${requests.its}`, { ...its, decision: "approve" }],
    associate: ["/people", { email: `new.${kind.replaceAll(" ", ".")}@stage.example`, role, scope: "all" }],
    give: ["/people", { email: people.toGive.email, role: "virtual-account-user", scope: part }],
    take: ["/people", { email: people.toTake.email, role: "smart-account-user", scope: "all" }],
    remove: ["/people", { email: people.toRemove.email }],
    change: ["/details", { ...details, accountName: `Changed by ${kind}` }],
    "ask-identifier": [
      "/identifier",
      { domainIdentifier: `${kind.replaceAll(" ", "-")}.example`, reason: "The company has a new name" },
    ],
    create: ["/virtual-accounts", { name: "New" }],
    rename: ["/virtual-accounts", { virtualAccountId: empty, name: "Renamed" }],
    close: ["/virtual-accounts", { virtualAccountId: empty }],
  };
  if (what in decisions) return [`${here}/requests/${requests[what as "ask"]}`, decisions[what]!];
  const [place, fields] = forms[what] ?? [`/${what}`, {}];
  return [
    here + place,
    { ...fields, action: what.replace("its-", "").replace("-identifier", ""), confirmed: "yes" },
  ];
}

const personOf = (kind: Kind): Colleague | null =>
  kind === "nobody"
    ? null
    : kind === "an agent"
      ? agent
      : kind === "an administrator of another account"
        ? elsewhere
        : worlds.get(kind)!.who[kind];

const said = ({ status, location }: { status: number; location: string }) =>
  status === 303 && location.startsWith("/en/sign-in") ? "in" : String(status);

test.each(rows)("%s %s by %s: %s", async (method, what, kind, answer) => {
  const [path, fields] = placed(what, kind);
  const before = await everything(stage);

  const got = await (method === "GET"
    ? stage.get(personOf(kind), path)
    : stage.post(personOf(kind), path, fields));

  const after = await everything(stage);
  expect(said(got)).toBe(answer);
  expect(after === before).toBe(method === "GET" || answer !== "303");
});

test("the table has everybody in every row", () => {
  const short = table
    .trim()
    .split("\n")
    .slice(1)
    .filter((line) => line.trim().split(/\s+/u).length !== kinds.length + 2);

  expect(short).toEqual([]);
});

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
