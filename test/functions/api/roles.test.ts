import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { agentAddress, everything, forms, type Kind, kinds, worlds } from "./roles-world.ts";

let stage: Stage;
let world: Awaited<ReturnType<typeof worlds>>;
beforeAll(async () => {
  stage = await startStage({ env: { PORTAL_AGENTS: agentAddress } });
  world = await worlds(stage);
});
afterAll(() => stage.portal.stop());

/**
 * Role × action, written out (src/domain/README.md 2.7): who is answered what. `in`: led to sign-in. The
 * columns are those of `kinds`: ^ of the parent, v of a child, = of a sibling, * of another company.
 */
const table = `
                      nobody out  DA  DA^ DAv DA= DA* down nom CA  CA^ CAv CU  req agent dis
GET  organizations        in 200 200 200 200 200 200  200 200 200 200 200 200 200   200  in
GET  here                 in 404 200 200 404 404 404  404 200 200 200 404 200 404   404  in
GET  people               in 404 200 200 404 404 404  404 403 200 200 404 403 404   404  in
GET  administrators       in 404 200 200 404 404 404  404 403 403 403 404 403 404   404  in
GET  requests             in 404 200 200 404 404 404  404 403 403 403 404 403 404   404  in
GET  request              in 404 200 200 404 404 404  404 403 403 403 404 403 404   404  in
GET  history              in 404 200 200 404 404 404  404 403 403 403 404 403 404   404  in
GET  history.csv          in 404 200 200 404 404 404  404 403 403 403 404 403 404   404  in
GET  reviews              in 404 404 404 404 404 404  404 404 404 404 404 404 404   200  in
GET  review               in 404 404 404 404 404 404  404 404 404 404 404 404 404   200  in
POST associate            in 404 303 303 404 404 404  404 403 303 303 404 403 404   404  in
POST give                 in 404 303 303 404 404 404  404 403 303 303 404 403 404   404  in
POST take                 in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST remove               in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST nominate             in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST order                in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST approve              in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST deny                 in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST ask                  in 404 303 303 404 404 404  404 403 403 403 404 403 404   404  in
POST step-down            in 404 303 422 404 404 404  404 403 403 403 404 403 404   404  in
POST review               in 404 404 404 404 404 404  404 404 404 404 404 404 404   422  in
`;

const rows = table
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.trim().split(/\s+/u))
  .flatMap(([method, what, ...answers]) =>
    answers.map((answer, at) => [method!, what!, kinds[at]!, answer] as const),
  );

const decisions: Record<string, Record<string, string>> = {
  approve: { decision: "approve", role: "customer-user" },
  deny: { decision: "deny", comment: "Not one of ours." },
  ask: { decision: "ask", comment: "Which department are you in?" },
};

/** Where a row of the table leads, and what it sends. */
function placed(what: string, kind: Kind): [path: string, fields: Record<string, string>] {
  const stuff = world.get(kind)!;
  const here = `/en/organizations/${stuff.here}`;
  if (what === "organizations" || what === "reviews") return [`/en/${what}`, {}];
  if (what === "here") return [here, {}];
  if (what === "request") return [`${here}/requests/${stuff.own}`, {}];
  if (what === "review") return [`/en/reviews/${stuff.review}`, {}];
  if (what in decisions) return [`${here}/requests/${stuff.requests[what as "ask"]}`, decisions[what]!];
  if (what in forms) {
    const part = ["nominate", "order", "step-down"].includes(what) ? "administrators" : "people";
    return [`${here}/${part}`, { action: what, ...forms[what as keyof typeof forms](stuff) }];
  }
  return [`${here}/${what}`, {}];
}

const whoIs = (kind: Kind) => (kind === "nobody" ? null : world.get(kind)!.who[kind]);

const said = ({ status, location }: { status: number; location: string }) =>
  status === 303 && location.startsWith("/en/sign-in") ? "in" : String(status);

test.each(rows.filter(([method]) => method === "GET"))("%s %s by %s: %s", async (_, what, kind, answer) => {
  const [path] = placed(what, kind);

  const got = await stage.get(whoIs(kind), path);

  expect(said(got)).toBe(answer);
});

test.each(rows.filter(([method]) => method === "POST"))("%s %s by %s: %s", async (_, what, kind, answer) => {
  const [path, fields] = placed(what, kind);
  const before = await everything(stage);

  const got = await stage.post(whoIs(kind), path, fields);

  const after = await everything(stage);
  expect(said(got)).toBe(answer);
  expect(after === before).toBe(answer !== "303");
});

test("the table has everybody in every row", () => {
  const short = table
    .trim()
    .split("\n")
    .slice(1)
    .filter((line) => line.trim().split(/\s+/u).length !== kinds.length + 2);

  expect(short).toEqual([]);
});

test("an action that no page offers is refused, whoever sends it", async () => {
  const { who, here } = world.get("an administrator here")!;

  const answers = await Promise.all(
    ["people", "administrators"].map((part) =>
      stage.post(who["an administrator of the parent"], `/en/organizations/${here}/${part}`, {
        action: "constructor",
      }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual([400, 400]);
});

test("every invariant holds after all that", async () => {
  const violations = await violationsIn({ url: stage.portal.databaseUrl });

  expect(violations).toEqual([]);
});
