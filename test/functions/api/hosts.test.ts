import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signedIn, sql, startDemo } from "#test/e2e/http/world.ts";
import { askAs } from "#test/helpers/front.ts";
import { startPortal, type TestPortal } from "#test/helpers/portal.ts";

const development = [
  ["GET", "/dev/mail"],
  ["GET", "/dev/mail.json"],
  ["GET", "/dev/mail/1"],
  ["GET", "/dev/stats"],
  ["GET", "/dev/clock"],
  ["POST", "/dev/clock"],
  ["POST", "/dev/cron"],
  ["GET", "/dev"],
] as const;

const ask = ({ port }: TestPortal, path: string, headers: Record<string, string> = {}, method = "GET") =>
  askAs(port, path, { method, headers: { host: `127.0.0.1:${port}`, ...headers } });

/** The networks that were counted for a sign-in code. */
async function countedNetworks(portal: TestPortal, headers: Record<string, string>) {
  await askAs(portal.port, "/en/sign-in", {
    method: "POST",
    body: "email=ann%40acme.example",
    headers: {
      host: "portal.example",
      origin: "https://portal.example",
      "content-type": "application/x-www-form-urlencoded",
      "cf-connecting-ip": "198.51.100.1",
      "x-forwarded-for": "198.51.100.2",
      ...headers,
    },
  });
  const rows = await sql(portal)("select distinct subject from attempt where kind like '%network%'");
  return rows.map(({ subject }) => subject);
}

describe("a portal on this machine", () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startDemo();
  });
  afterAll(() => portal?.stop());

  test.each([
    ["/en/sign-in", "evil.example"],
    ["/en/", "evil.example"],
    ["/", "evil.example:8787"],
    ["/favicon.svg", "evil.example"],
    ["/dev/mail.json", "evil.example"],
    ["/healthz", "evil.example"],
    ["/en/sign-in", "localhost.evil.example"],
    ["/en/sign-in", "127.0.0.1.evil.example"],
    ["/en/sign-in", "192.0.2.1"],
  ])("%s asked of %s is misdirected", async (path, host) => {
    const answer = await ask(portal, path, { host });

    expect(answer.status).toBe(421);
    expect(answer.body).toContain(portal.url);
  });

  test.each(["localhost", "127.0.0.1", "[::1]"])("%s is this machine, by any port", async (host) => {
    const answers = await Promise.all(
      [`${host}:${portal.port}`, `${host}:9`].map((one) => ask(portal, "/en/sign-in", { host: one })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("what watches over it may ask for its health by number", async () => {
    const answers = await Promise.all(
      ["192.0.2.1:8787", "[2001:db8::1]"].map((host) => ask(portal, "/healthz", { host })),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each([
    { "CF-Connecting-IP": "203.0.113.7" },
    { "CF-Connecting-IP": "127.0.0.1" },
    { "X-Forwarded-For": "127.0.0.1" },
    { "X-Forwarded-Host": "localhost" },
    { "X-Forwarded-Proto": "https" },
    { Forwarded: "for=127.0.0.1" },
    { Via: "1.1 a-tunnel" },
    { "True-Client-IP": "127.0.0.1" },
    { "X-Client-IP": "127.0.0.1" },
    { "Fly-Client-IP": "127.0.0.1" },
    { "CF-Ray": "8f2b" },
    { "CDN-Loop": "cloudflare" },
  ] as Record<string, string>[])(
    "what a proxy has brought (%j) finds no tool of development",
    async (headers) => {
      const answers = await Promise.all(
        development.map(([method, path]) => ask(portal, path, headers, method)),
      );

      expect(answers.map(({ status }) => status)).toEqual(development.map(() => 404));
    },
  );

  test.each(["%64ev", "d%65v", "de%76", "%64%65%76"])(
    "nor does whoever writes their address as /%s",
    async (spelling) => {
      const answers = await Promise.all(
        development.map(([method, path]) =>
          ask(portal, path.replace("dev", spelling), { "X-Forwarded-For": "203.0.113.7" }, method),
        ),
      );

      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    },
  );

  test.each(["/english/sign-in", "/xfrx/sign-in", "/en-GB/portal", "/turnl/sign-in", "/enfr/"])(
    "%s is in no language",
    async (path) => {
      expect((await ask(portal, path)).status).toBe(404);
    },
  );
});

describe("a portal whose address is elsewhere", () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal({ env: { PORTAL_URL: "https://portal.example" } });
  });
  afterAll(() => portal?.stop());
  const own = { host: "portal.example" };

  test("has no tool of development, however it is asked", async () => {
    const answers = await Promise.all(
      development.map(([method, path]) =>
        ask(portal, path, { ...own, origin: "https://portal.example" }, method),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(development.map(() => 404));
  });

  test.each(["localhost", "127.0.0.1", "portal.example.evil.example", "portal.example:8443"])(
    "does not answer to %s",
    async (host) => {
      expect((await ask(portal, "/en/sign-in", { host })).status).toBe(421);
    },
  );

  test.each(["portal.example", "PORTAL.example", "portal.example:443"])("answers to %s", async (host) => {
    expect((await ask(portal, "/en/sign-in", { host })).status).toBe(200);
  });

  test("does its scheduled work all the same", async () => {
    const attempts = () => sql(portal)("select 1 from attempt where subject = 'long ago'");
    await sql(portal)("insert into attempt (kind, subject, at) values ('code', 'long ago', 1)");

    await portal.runScheduled();

    expect(await attempts()).toEqual([]);
  });

  test("counts everybody as one network as long as no header is named for it", async () => {
    const networks = await countedNetworks(portal, {});

    expect(networks).toEqual(["everybody"]);
  });
});

test("a proxy's header is believed when it is named, and no other", async () => {
  const env = { PORTAL_URL: "https://portal.example", PORTAL_CLIENT_HEADER: "X-Real-IP" };
  const portal = await startPortal({ env });
  try {
    const networks = await countedNetworks(portal, { "x-real-ip": "203.0.113.9" });

    expect(networks).toEqual(["203.0.113.9"]);
  } finally {
    await portal.stop();
  }
});

test("somebody who is signed in stays so by either name of this machine", async () => {
  const portal = await startDemo();
  try {
    const visitor = await signedIn(portal, "eleanor.hart@harrow-wren.example");
    const cookie = `session=${visitor.cookies.get("session")!}`;

    const answer = await ask(portal, "/en/portal", { cookie, host: `localhost:${portal.port}` });

    expect(answer.status).toBe(200);
  } finally {
    await portal.stop();
  }
});
