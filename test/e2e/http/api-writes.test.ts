import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemas } from "#functions/api/v1/schemas.ts";
import { scopes } from "#src/domain/api/scope.ts";
import { limits } from "#src/domain/limits.ts";
import { makeKey, systemOf } from "#test/helpers/api.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import {
  administrator,
  advance,
  agents,
  choose,
  mailsTo,
  signedIn,
  sql,
  startDemo,
  tryOf,
  verify,
} from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let ask: ReturnType<typeof systemOf>;
let keyId: string;
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  const agent = await signedIn(portal, agents[0], "en", "Ann Agent");
  const key = await makeKey(agent, "Ticket tool", scopes);
  keyId = key.id;
  ask = systemOf(portal, key.secret);
});
afterAll(() => portal.stop());

const load = (
  file: string,
  body: string | Uint8Array<ArrayBuffer>,
  onceOnly: string = randomUUID(),
  more = {},
) =>
  ask(`/imports/${file}`, {
    method: "POST",
    body,
    headers: { "content-type": "text/csv", "idempotency-key": onceOnly, ...more },
  });
const close = (id: string, body: unknown, onceOnly: string = randomUUID()) =>
  ask(`/cases/${id}/close`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", "idempotency-key": onceOnly },
  });
const header = "id,parent_id,name,street,city,postal_code,region,country,domains";
const contracts = "number,type,organization_id,starts_on,ends_on";
const organization = (id: string, parent = "", country = "BE") =>
  `${id},${parent},Company ${id},Street 1,Gent,9000,,${country},${id}.example`;
const tripsOf = async (path: string) => {
  const { requests } = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
    requests: { address: string; databaseRoundTrips: number }[];
  };
  return requests.find(({ address }) => address === `/api/v1${path}`)?.databaseRoundTrips;
};
/** A case that somebody has caused: none of the organizations is theirs. */
async function caseOf(email: string) {
  await choose(portal.url, email, "none");
  const [row] = await database(
    "select v.id from review v join person p on p.id = v.person_id where p.email = ? and v.state = 'open'",
    email,
  );
  return String(row!["id"]);
}

describe("loading a file", () => {
  test("is what the command does: the same report, the same rules, on record under the key", async () => {
    const body = [
      header,
      organization("north", "", "XX"),
      organization("south-1", "south"),
      organization("south"),
    ];

    const { status, json } = await load("organizations.csv", `${body.join("\n")}\n`);

    expect(status).toBe(200);
    expect(schemas.Loaded.parse(json)).toEqual({
      file: "organizations.csv",
      loaded: 2,
      rejected: 1,
      rejectedRows: [{ line: 2, reason: expect.stringContaining("country") }],
      notEntitled: { count: 0, first: [] },
      changes: { new: { count: 2, first: ["south", "south-1"] } },
    });
    expect(
      await database("select id, parent_id from organization where id like 'south%' order by id"),
    ).toEqual([
      { id: "south", parent_id: null },
      { id: "south-1", parent_id: "south" },
    ]);
    expect(await database("select domain from organization_domain where organization_id = 'south'")).toEqual([
      { domain: "south.example" },
    ]);
    expect(
      await database(
        "select actor, subject_id, to_state from audit_event where action = 'import.load' order by id desc limit 1",
      ),
    ).toEqual([{ actor: `key:${keyId}`, subject_id: "organizations.csv", to_state: "Ticket tool" }]);
    expect(
      await database("select key_id, loaded, rejected from last_load where file = 'organizations.csv'"),
    ).toEqual([{ key_id: keyId, loaded: 2, rejected: 1 }]);
    expect(await tripsOf("/imports/organizations.csv")).toBe(2);
  });

  test("tells what is new, changed, moved and the same, and what entitles nobody", async () => {
    await load("organizations.csv", [header, organization("east"), organization("west"), ""].join("\n"));
    await load(
      "contracts.csv",
      [
        contracts,
        "EAST1,SP Base,east,2020-01-01,2030-01-01",
        "EAST2,SP Base,east,2020-01-01,2030-01-01",
        "",
      ].join("\n"),
    );

    const { json } = await load(
      "contracts.csv",
      [
        contracts,
        "EAST1,SP Base,west,2020-01-01,2030-01-01",
        "EAST2,SP Base,east,2020-01-01,2030-01-01",
        "EAST3,Paper,east,2020-01-01,2030-01-01",
        "EAST4,SP Base,nowhere,2020-01-01,2030-01-01",
        "",
      ].join("\n"),
    );

    expect(await tripsOf("/imports/contracts.csv")).toBe(3);
    expect(json).toMatchObject({
      loaded: 3,
      rejected: 1,
      rejectedRows: [{ line: 5, reason: expect.stringContaining('"nowhere" is not known') }],
      notEntitled: { count: 1, first: ["EAST3 (Paper)"] },
      changes: { moved: { count: 1 }, unchanged: { count: 1 }, new: { count: 1, first: ["EAST3"] } },
    });
  });

  test.each([
    ["unknown columns", "organizations.csv", `${header},colour\n`, 422, "unusableFile"],
    ["no header", "organizations.csv", "", 422, "unusableFile"],
    ["a spreadsheet", "contracts.csv", "PK\u0003\u0004…", 422, "unusableFile"],
    ["semicolons", "contracts.csv", `${contracts.replaceAll(",", ";")}\n`, 422, "unusableFile"],
    ["a file of another name", "people.csv", header, 404, "notFound"],
    ["more than a file may have", "contracts.csv", "x".repeat(limits.api.file + 1), 413, "tooLarge"],
    ["nearly twice as much", "contracts.csv", "x".repeat(limits.api.file * 1.9), 413, "tooLarge"],
  ])("%s: nothing of it is loaded", async (_, file, body, status, code) => {
    const before = await database(
      "select count(*) as many from last_load where file = 'contracts.csv' and rejected > 1",
    );

    const answer = await load(file, body);

    expect([answer.status, answer.json["code"]]).toEqual([status, code]);
    expect(schemas.Problem.parse(answer.json)).toBeDefined();
    expect(
      await database("select count(*) as many from last_load where file = 'contracts.csv' and rejected > 1"),
    ).toEqual(before);
  });

  test("takes CSV only, and only with an idempotency key", async () => {
    const json = await load("contracts.csv", "{}", randomUUID(), { "content-type": "application/json" });
    const without = await load("contracts.csv", contracts, "");
    const spaced = await load("contracts.csv", contracts, "two words");

    expect([json, without, spaced].map(({ json: { code } }) => code)).toEqual([
      "format",
      "idempotencyKeyMissing",
      "idempotencyKeyMissing",
    ]);
  });

  test("reads a whole megabyte in one batch", async () => {
    const rows = Array.from({ length: 15_000 }, (_, at) => `BIG${at},SP Base,east,2020-01-01,2030-01-01`);
    const body = [contracts, ...rows, "", ""].join("\n");

    const { status, json } = await load("contracts.csv", body);

    expect(body.length).toBeGreaterThan(limits.api.file * 0.6);
    expect([status, json["loaded"]]).toEqual([200, 15_000]);
    expect(json["changes"]).toMatchObject({ new: { count: 15_000 } });
  }, 20_000);
});

test("two files that come at once and each give half of a circle leave none", async () => {
  const lines = (...rows: string[]) => [header, ...rows, ""].join("\n");
  const rounds = Array.from({ length: 8 }, (_, at) => [`half-${at}-a`, `half-${at}-b`] as const);
  await load("organizations.csv", lines(...rounds.flat().map((id) => organization(id))));

  for (const [one, other] of rounds)
    await Promise.all([
      load("organizations.csv", lines(organization(one, other))),
      load("organizations.csv", lines(organization(other, one))),
    ]);

  expect(
    await database(
      "select o.id from organization o join organization p on p.id = o.parent_id where p.parent_id = o.id",
    ),
  ).toEqual([]);
  expect(
    await database("select id from organization where id like 'half-%' and parent_id is not null"),
  ).toHaveLength(rounds.length);
}, 20_000);

test("where a circle stands all the same, every page of it answers, what is below it is loaded, and a right file mends it", async () => {
  const email = "conor.byrne@harrow-wren.example";
  const reader = await administrator(portal.url, email);
  const lines = (...rows: string[]) => [header, ...rows, ""].join("\n");
  await load("organizations.csv", lines(organization("top"), organization("harrow-wren", "top")));
  await database("update organization set parent_id = 'harrow-wren-ie' where id = 'harrow-wren'");
  const place = "/en/organizations/harrow-wren-ie";

  const paths = ["", "/people", "/administrators", "/requests", "/history", "/devices", "/reports"].map(
    (page) => place + page,
  );
  const answers = [];
  for (const path of ["/en/portal", "/en/organizations", ...paths])
    answers.push([path, (await reader.go(path)).status]);
  const below = await load("organizations.csv", lines(organization("below-it", "harrow-wren-ie")));
  const right = await load("organizations.csv", lines(organization("harrow-wren", "top")));

  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  expect([below, right].map(({ status, json }) => [status, json["loaded"]])).toEqual([
    [200, 1],
    [200, 1],
  ]);
  expect(await database("select parent_id from organization where id = 'harrow-wren'")).toEqual([
    { parent_id: "top" },
  ]);
}, 20_000);

test("a key that ends while its file is on the way loads nothing", async () => {
  const agent = await signedIn(portal, agents[1], "en", "Tom Agent");
  const { id, secret } = await makeKey(agent, "Ends soon", ["load-files"]);
  let send: (part: Uint8Array) => void = () => undefined;
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      send = (part) => stream.enqueue(part);
      end = () => stream.close();
    },
  });
  const under = systemOf(portal, secret)("/imports/contracts.csv", {
    method: "POST",
    body,
    duplex: "half",
    headers: { "content-type": "text/csv", "idempotency-key": randomUUID() },
  } as RequestInit);
  send(new TextEncoder().encode(`${contracts}\n`));
  await agent.post("/en/keys", { action: "end", key: id, confirmed: "yes" });
  send(new TextEncoder().encode("LATE1,SP Base,east,2020-01-01,2030-01-01\n"));
  end();

  expect((await under).json["code"]).toBe("unknownKey");
  expect(await database("select number from contract where number = 'LATE1'")).toEqual([]);
});

describe("an idempotency key", () => {
  const row = (name: string) => [contracts, `${name},SP Base,east,2020-01-01,2030-01-01`, ""].join("\n");

  test("has the same request carried out once, however often and at once it comes", async () => {
    const onceOnly = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => load("contracts.csv", row("ONCE1"), onceOnly)),
    );
    const later = await load("contracts.csv", row("ONCE1"), onceOnly);

    expect(new Set([...answers, later].map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(later.json).toMatchObject({ changes: { new: { count: 1 } } });
    expect(later.headers.get("idempotency-replayed")).toBe("true");
    expect(answers.filter(({ headers }) => !headers.has("idempotency-replayed"))).toHaveLength(1);
    const [{ many } = {}] = await database(
      "select count(*) as many from audit_event where operation_id in (select id from api_answer where answer like '%ONCE1%')",
    );
    expect(many).toBe(1);
  });

  test("is refused for another body, another address and, once its answer is gone, for good", async () => {
    const onceOnly = randomUUID();
    await load("contracts.csv", row("OTHER1"), onceOnly);

    const body = await load("contracts.csv", row("OTHER2"), onceOnly);
    const address = await load("devices.csv", row("OTHER1"), onceOnly);
    await database("delete from api_answer where answer like '%OTHER1%'");
    const spent = await load("contracts.csv", row("OTHER1"), onceOnly);

    expect([body, address, spent].map(({ status, json }) => [status, json["code"]])).toEqual([
      [422, "idempotencyKeyReused"],
      [422, "idempotencyKeyReused"],
      [409, "idempotencyKeySpent"],
    ]);
    expect(await database("select number from contract where number = 'OTHER2'")).toEqual([]);
  });

  test("of two different bodies at once only one is carried out", async () => {
    const onceOnly = randomUUID();

    const answers = await Promise.all(
      ["RACE1", "RACE2"].map((name) => load("contracts.csv", row(name), onceOnly)),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422]);
    expect(await database("select number from contract where number like 'RACE%'")).toHaveLength(1);
  });

  test("of another key is another one", async () => {
    const agent = await signedIn(portal, agents[1], "en", "Tom Agent");
    const { secret } = await makeKey(agent, "Other tool", ["load-files"]);
    const onceOnly = randomUUID();
    await load("contracts.csv", row("MINE1"), onceOnly);

    const other = await systemOf(portal, secret)("/imports/contracts.csv", {
      method: "POST",
      body: row("MINE2"),
      headers: { "content-type": "text/csv", "idempotency-key": onceOnly },
    });

    expect(other.status).toBe(200);
  });
});

describe("closing a case", () => {
  test("refuses it with a reason that the person reads, under the name of the system", async () => {
    const email = "mehdi.lambert@morvanelle.example";
    const id = await caseOf(email);
    const onceOnly = randomUUID();

    const { status, json } = await close(
      id,
      { decision: "refuse", reason: "Pas de contrat à ce nom." },
      onceOnly,
    );
    const again = await close(id, { decision: "refuse", reason: "Pas de contrat à ce nom." }, onceOnly);
    const other = await close(id, { decision: "refuse", reason: "Another reason." });
    const [mail] = await mailsTo(portal, email, "review-outcome");

    expect([status, schemas.Closed.parse(json)]).toMatchObject([200, { id, state: "refused" }]);
    expect(again.json).toEqual(json);
    expect([other.status, other.json["code"]]).toEqual([409, "settled"]);
    expect(mail).toMatchObject({ language: "fr", text: expect.stringContaining("Pas de contrat") });
    expect(
      await database(
        "select actor, to_state from audit_event where subject_id = ? and action = 'review.refuse'",
        id,
      ),
    ).toEqual([{ actor: `key:${keyId}`, to_state: "refused" }]);
    const agent = await signedIn(portal, agents[0]);
    expect((await agent.go(`/en/reviews/${id}`)).text).toContain("Ticket tool");
    expect(await ask(`/cases/${id}`)).toMatchObject({ json: { state: "refused" } });
  });

  test("is asked as the description says", async () => {
    const id = await caseOf("eleanor.hart@harrow-wren.example");

    const answers = await Promise.all([
      close(id, { decision: "appoint", reason: "Let them in." }),
      close(id, { decision: "refuse" }),
      close(id, { decision: "refuse", reason: "x".repeat(limits.freeText.longest + 1) }),
      close(id, { decision: "refuse", reason: "No.", organizationId: "south" }),
      close(id, "{"),
      close("nothing", { decision: "refuse", reason: "No." }),
    ]);

    expect(answers.map(({ status, json }) => [status, json["code"]])).toEqual([
      [422, "invalid"],
      [422, "invalid"],
      [422, "invalid"],
      [422, "invalid"],
      [400, "malformed"],
      [404, "notFound"],
    ]);
    expect(await database("select state from review where id = ?", id)).toEqual([{ state: "open" }]);
  });

  test.each([
    ["invisible characters", "\u200b\u2060"],
    ["more once it is composed", "\u0958".repeat(limits.freeText.longest)],
  ])("a reason of %s is none", async (_, reason) => {
    const [row] = await database(
      "select id from review where kind = 'registration' and state = 'open' limit 1",
    );

    const answer = await close(String(row!["id"]), { decision: "refuse", reason });

    expect([answer.status, answer.json["code"]]).toEqual([422, "invalid"]);
  });

  test("of a request that nobody has answered: the person reads the reason", async () => {
    const email = "julie.weber@moselane.example";
    const one = tryOf(email);
    const visitor = await signedIn(portal, email, one.language, one.name);
    await verify(visitor, one.language, one);
    await visitor.submit();
    await advance(portal, "P15D");
    for (let run = 0; run < 4; run += 1) await portal.cron();
    const [row] = await database(
      "select v.id, v.kind from review v join person p on p.id = v.person_id where p.email = ? and v.state = 'open'",
      email,
    );

    const answer = await close(String(row!["id"]), {
      decision: "refuse",
      reason: "Personne ne vous connaît.",
    });
    const [mail] = await mailsTo(portal, email, "access-denied");

    expect(row!["kind"]).toBe("accessRequest");
    expect([answer.status, answer.json["state"]]).toEqual([200, "refused"]);
    expect(mail?.text).toContain("Personne ne vous connaît.");
  });

  test("by a system and by an agent at once: one wins", async () => {
    const id = await caseOf("fenna.dijkstra@oosterwoud-zorg.example");
    const agent = await signedIn(portal, agents[0]);

    const [own, theirs] = await Promise.all([
      close(id, { decision: "refuse", reason: "No." }),
      agent.post(`/en/reviews/${id}`, { decision: "refuse", comment: "Neither." }),
    ]);

    expect([own.status === 200, theirs.status === 303].filter(Boolean)).toHaveLength(1);
    expect([own.status, theirs.status].filter((status) => status === 409)).toHaveLength(1);
  });
});

test("where the database goes away in the middle, the same request sent again is carried out once", async () => {
  const onceOnly = randomUUID();
  const body = [contracts, "AWAY1,SP Base,east,2020-01-01,2030-01-01", ""].join("\n");
  const under = load("contracts.csv", body, onceOnly);
  portal.killDatabase();

  const first = await under;
  await portal.untilHealthy();
  const again = await load("contracts.csv", body, onceOnly);

  expect([200, 503]).toContain(first.status);
  expect(again.json).toMatchObject({ loaded: 1, changes: { new: { count: 1 } } });
});

test("what systems did holds before the oracle", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
