import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemas } from "#functions/api/v1/schemas.ts";
import { scopes } from "#src/domain/api/scope.ts";
import { translator } from "#src/i18n/translator.ts";
import { limits } from "#src/domain/limits.ts";
import { makeKey, systemOf } from "#test/helpers/api.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { type Managed, startManaged } from "./managed.ts";
import { advance, agents, mailsTo, signedIn, sql } from "./world.ts";

let managed: Managed;
let agent: Visitor;
let database: ReturnType<typeof sql>;
let all: ReturnType<typeof systemOf>;
let everything: string;
beforeAll(async () => {
  managed = await startManaged();
  database = sql(managed.stage.portal);
  agent = await signedIn(managed.stage.portal, agents[0], "en", "Ann Agent");
  everything = (await makeKey(agent, "Everything", scopes)).secret;
  all = systemOf(managed.stage.portal, everything);
});
afterAll(() => managed.stage.portal.stop());

const portal = () => managed.stage.portal;
const people = () => `/organizations/${managed.here}/people`;
const tripsOf = async (path: string) => {
  const { requests } = (await (await fetch(`${portal().url}/dev/stats`)).json()) as {
    requests: { address: string; databaseRoundTrips: number }[];
  };
  return requests.find(({ address }) => address === `/api/v1${path}`)?.databaseRoundTrips;
};
/** Its last use is on record to the hour, in a trip after the answer: here it is already. */
const nothingToNote = () => database("update api_key set used_at = ?", 9e14);
/** Whether an answer is what the description says. */
const isAs = (name: keyof typeof schemas, answer: unknown): unknown => schemas[name].parse(answer);

describe("a key for a system", () => {
  test("is shown once, of it only the hash is kept, and every agent reads of it", async () => {
    const { id, secret, shown } = await makeKey(agent, "Shown once", ["read-cases", "read-people"]);
    const again = await agent.go(shown.path);
    const [row] = await database("select hash, scopes from api_key where id = ?", id);
    const told = await Promise.all(agents.map((one) => mailsTo(portal(), one, "api-key-changed")));

    expect([shown.page, shown.state, again.state]).toEqual(["keys", "created", "some"]);
    expect(secret).toMatch(/^pak_[\w-]{43}$/u);
    expect(shown.path + again.body).not.toContain(secret);
    expect(row?.["hash"]).toBe(createHash("sha256").update(secret).digest("base64url"));
    expect(row?.["scopes"]).toBe('["read-cases","read-people"]');
    expect(told.map(([mail]) => mail?.text)).toEqual([
      expect.stringContaining("Shown once"),
      expect.stringContaining("Shown once"),
    ]);
    expect(told[0]![0]!.text).not.toContain(secret);
    expect(await managed.audited("apiKey.create")).toMatchObject({ to_state: "Shown once", refusal: null });
  });

  test("needs a name of its own, something that it may, and a time", async () => {
    const send = (fields: Record<string, string>) => agent.post("/en/keys", { action: "create", ...fields });
    const empty = await send({});
    const taken = await send({ name: "EVERYTHING", scope: "read-cases", days: "30" });
    const foreign = await send({ name: "Other", scope: "everything", days: "36500" });

    expect(empty.errors).toEqual({
      name: "apiKeys.errors.nameRequired",
      scope: "apiKeys.errors.scopeRequired",
      days: "apiKeys.errors.daysRequired",
    });
    expect(taken.errors).toEqual({ name: "apiKeys.errors.nameTaken" });
    expect(Object.keys(foreign.errors)).toEqual(["scope", "days"]);
  });

  test.each(["ended", "expired", "never made", "missing"])(
    "that is %s opens nothing, and all are answered alike",
    async (kind) => {
      const { secret, id } = await makeKey(agent, `Is ${kind}`, ["read-people"], "30");
      const own = systemOf(portal(), kind === "never made" ? `pak_${"x".repeat(43)}` : secret);
      if (kind === "ended") await agent.post("/en/keys", { action: "end", key: id, confirmed: "yes" });
      if (kind === "expired") await database("update api_key set expires_at = 1 where id = ?", id);

      const answer = await own(people(), kind === "missing" ? { headers: { authorization: "" } } : {});

      const { instance, ...told } = answer.json;
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(instance).toMatch(/^urn:request:/u);
      expect(told).toEqual({
        type: "/api/v1/openapi.json#/components/responses/unknownKey",
        title: "The key is missing, wrong, ended or expired",
        status: 401,
        code: "unknownKey",
      });
    },
  );

  test("ends by itself", async () => {
    const { secret } = await makeKey(agent, "For a month", ["read-cases"], "30");
    const own = systemOf(portal(), secret);
    const before = (await own("/cases")).status;

    await advance(portal(), "P30DT1M");

    expect([before, (await own("/cases")).status]).toEqual([200, 401]);
  });

  test("may no more than it was made for", async () => {
    const { secret } = await makeKey(agent, "Requests only", ["read-requests"]);
    const own = systemOf(portal(), secret);

    const answers = await Promise.all([
      own(people()),
      own("/cases"),
      own(`/organizations/${managed.here}/requests`),
      own(""),
    ]);

    expect(answers.map(({ status, json }) => [status, json["code"]])).toEqual([
      [403, "scopeMissing"],
      [403, "scopeMissing"],
      [200, undefined],
      [200, undefined],
    ]);
    expect(isAs("Key", answers[3]!.json)).toMatchObject({ name: "Requests only", scopes: ["read-requests"] });
  });

  test("is nothing on pages, and a session is nothing here", async () => {
    const { secret } = await makeKey(agent, "On pages", ["read-people"]);
    const headers = { authorization: `Bearer ${secret}` };
    const page = await fetch(`${portal().url}/en/people`, { headers, redirect: "manual" });
    const session = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const withCookie = await fetch(`${portal().url}/api/v1/cases`, { headers: { cookie: session } });

    await Promise.all([page.body?.cancel(), withCookie.body?.cancel()]);

    expect([page.status, page.headers.get("location")]).toEqual([303, expect.stringContaining("/sign-in")]);
    expect(withCookie.status).toBe(401);
    expect(withCookie.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("is not hidden behind many that were made after it and ended", async () => {
    const { id } = await makeKey(agent, "Long in use", ["read-cases"]);
    await database(
      `insert into api_key (id, name, hash, scopes, created_by, created_at, expires_at, ended_at)
        with recursive many (at) as (select 1 union all select at + 1 from many where at < ?)
        select 'ended-' || at, 'Ended ' || at, 'hash-' || at, '[]', 'nobody', 9e14, 9e14, 1 from many`,
      limits.apiKey.listed,
    );

    const page = await agent.go("/en/keys");
    const ended = await agent.post("/en/keys", { action: "end", key: id, confirmed: "yes" });

    expect(page.body).toContain(`value="${id}"`);
    expect(ended.status).toBe(303);
    await database("delete from api_key where id like 'ended-%'");
  });

  test("is announced to every agent 14 and 3 days before it ends, once each, and not once it was ended", async () => {
    const { id } = await makeKey(agent, "Ends soon", ["read-cases"]);
    const ended = await makeKey(agent, "Ended before", ["read-cases"]);
    await agent.post("/en/keys", { action: "end", key: ended.id, confirmed: "yes" });
    const told = async () => {
      await portal().cron();
      const mails = await Promise.all(agents.map((one) => mailsTo(portal(), one, "api-key-changed")));
      return mails.map((those) => those.filter(({ subject }) => subject === soon).length);
    };
    const soon = translator("en")("emails.api-key-changed.expiring.subject");
    const day = 86_400_000;
    const endsIn = (days: number) =>
      database("update api_key set expires_at = created_at + ? where id in (?, ?)", days * day, id, ended.id);

    await endsIn(15);
    const early = await told();
    await endsIn(13);
    const first = await told();
    const again = await told();
    await endsIn(2);
    const second = await told();
    const page = await agent.go("/en/keys");
    await endsIn(-1);
    const over = await told();

    expect([early, first, again, second, over]).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 2],
    ]);
    expect(page.text).toContain(translator("en")("apiKeys.soon"));
    expect(await managed.audited("apiKey.warn")).toMatchObject({ to_state: "Ends soon", actor: "system" });
  });

  test("says when it was used last", async () => {
    const { id, secret } = await makeKey(agent, "Used", ["read-cases"]);

    await systemOf(portal(), secret)("/cases");

    await expect
      .poll(async () => (await database("select used_at from api_key where id = ?", id))[0]?.["used_at"])
      .toBeGreaterThan(0);
  });
});

describe("reading", () => {
  test("gives who holds which role in an organization, a page at a time, in one trip", async () => {
    await nothingToNote();
    const whole = await all(people());
    const trips = await tripsOf(people());
    const first = await all(`${people()}?limit=1`);
    const second = await all(`${people()}?limit=1&after=${String(first.json["next"])}`);

    const { items, next } = isAs("People", whole.json) as {
      items: { email: string; roles: { role: string }[] }[];
      next: null;
    };
    expect(trips).toBe(1);
    expect(next).toBeNull();
    const [one, two] = managed.colleagues;
    expect(items.map(({ email }) => email).toSorted()).toEqual([one!.email, two!.email].toSorted());
    expect(
      items
        .find(({ email }) => email === one!.email)
        ?.roles.map(({ role }) => role)
        .toSorted(),
    ).toEqual(["customer-administrator", "delegated-administrator"]);
    expect([...(first.json["items"] as object[]), ...(second.json["items"] as object[])]).toEqual(items);
    expect(second.json["next"]).toBeNull();
  });

  test("gives the cases that wait for agents", async () => {
    await nothingToNote();
    const { json } = await all("/cases");
    const [first] = (isAs("Cases", json) as { items: { id: string; kind: string }[] }).items;
    const one = await all(`/cases/${first!.id}`);

    expect(first?.kind).toBe("vacancy");
    expect(isAs("Case", one.json)).toEqual(first);
    expect(await tripsOf("/cases")).toBe(1);
  });

  test.each([
    ["/organizations/nowhere/people", 404, "notFound", undefined],
    ["/cases/nothing", 404, "notFound", undefined],
    ["/cases?limit=0", 422, "invalid", ["limit"]],
    ["/cases?limit=many&other=1", 422, "invalid", ["limit", "other"]],
    ["/cases?after=nonsense", 422, "invalid", ["after"]],
    ["/nothing", 404, "notFound", undefined],
    ["/organizations/nowhere/requests?state=lost", 422, "invalid", ["state"]],
  ] as const)("%s is refused as %i %s", async (path, status, code, fields) => {
    const { json, headers } = await all(path);

    expect(isAs("Problem", json)).toMatchObject({ status, code });
    expect((json["errors"] as { field: string }[] | undefined)?.map(({ field }) => field)).toEqual(fields);
    expect(headers.get("content-type")).toBe("application/problem+json");
  });

  test("a cursor that holds half of a character is none of ours, and harms nothing", async () => {
    const cursor = Buffer.from('[1,"\\ud800"]').toString("base64url");

    expect((await all(`/cases?after=${cursor}`)).status).toBe(200);
  });

  test("takes no method that is not declared", async () => {
    const { status, json, headers } = await all("/cases", { method: "DELETE" });

    expect([status, json["code"], headers.get("allow")]).toEqual([405, "methodNotAllowed", "GET, HEAD"]);
  });
});

test("the description is OpenAPI 3.1, and every reference in it leads somewhere", async () => {
  const text = await (await fetch(`${portal().url}/api/v1/openapi.json`)).text();
  const document = JSON.parse(text) as Record<string, unknown>;
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/gu)].map(([, path]) => path!);
  const found = (path: string) =>
    path
      .split("/")
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);

  expect(document["openapi"]).toBe("3.1.0");
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter((path) => found(path) === undefined)).toEqual([]);
});

test("wrong keys from one network are told to wait, right ones are not; and each key has a budget", async () => {
  const from = { "CF-Connecting-IP": "203.0.113.9" };
  const wrong = (at: number) => systemOf(portal(), `pak_wrong${at}`)("/cases", { headers: from });
  const earlier = [];
  while (earlier.length < limits.collector.wrongKeysPerHour) earlier.push(await wrong(earlier.length));
  const next = await wrong(earlier.length);
  const right = await all("/cases", { headers: from });
  const spelled = await Promise.all(
    Array.from({ length: limits.requests.network.underWay / 2 }, (_, at) =>
      all("", { headers: { ...from, authorization: `bearer${" ".repeat(at + 1)}${everything}` } }),
    ),
  );
  const flood = await Promise.all(
    Array.from({ length: limits.requests.key.burst + 20 }, () => all("", { headers: from })),
  );

  expect(new Set(earlier.map(({ status }) => status))).toEqual(new Set([401]));
  expect([next.status, right.status]).toEqual([429, 200]);
  expect(Number(next.headers.get("retry-after"))).toBeGreaterThan(3000);
  expect(spelled.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  const [refused] = flood.filter(({ status }) => status === 429);
  expect(isAs("Problem", refused?.json)).toMatchObject({ code: "tooManyRequests" });
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("what was done holds before the oracle", async () => {
  expect(await violationsIn({ url: portal().databaseUrl })).toEqual([]);
});
