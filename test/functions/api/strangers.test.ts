import { afterAll, beforeAll, expect, test } from "vitest";
import { app } from "#functions/app.ts";
import { onlySwitchLanguage } from "#functions/http/address.ts";
import { sql, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Proxy, startProxy } from "#test/helpers/proxy.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { type Address, addWork, placeAddresses, send, told, type Work } from "./strangers-world.ts";

let portal: TestPortal;
let proxy: Proxy;
const strangers = {} as Record<"elsewhere" | "nothing" | "ended", Visitor>;
beforeAll(async () => {
  portal = await startDemo({ databaseThrough: async (url) => (proxy = await startProxy(url)).url });
  const signedIn = async (email: string) => {
    const visitor = new Visitor(portal.url);
    await visitor.signIn(email, "en", "Robin Tester");
    return visitor;
  };
  strangers.elsewhere = await signedIn("els.wouters@noorderkaai.example");
  strangers.nothing = await signedIn("nobody.here@castleford-rail.example");
  strangers.ended = await signedIn("fenna.dijkstra@oosterwoud-zorg.example");
  await sql(portal)(
    "delete from session where user_id = (select id from person where email = 'fenna.dijkstra@oosterwoud-zorg.example')",
  );
  // The portal learns once that a session has ended.
  await strangers.ended.go("/en/portal");
});
afterAll(async () => {
  await portal.stop();
  await proxy.stop();
});

const addresses = placeAddresses(app.routes.filter(({ handler }) => handler !== onlySwitchLanguage));

/** What a person asks for, not what goes on beside it. */
const asks = (sent: string) => sent.includes("from session");

/** What one request tells and costs. */
async function measured(visitor: Visitor, address: Address, which: "foreign" | "absent") {
  const work: Work = { trips: 0, statements: 0, rows: 0 };
  proxy.watch((sent, answer) => void (asks(sent) && addWork(work, answer)));
  const answer = await send(visitor, address, which);
  proxy.watch(null);
  return { ...told(answer, address), ...work };
}

test("the addresses of places are found in the first place", () => {
  const found = addresses.map(({ method, path }) => `${method} ${path}`);

  expect(found).toEqual(
    expect.arrayContaining(["GET organizations/:id/history.csv", "POST accounts/:domain/people"]),
  );
  expect(new Set(found).size).toBeGreaterThan(40);
});

test.each(
  addresses.flatMap((address) =>
    (["elsewhere", "nothing", "ended"] as const).map(
      (who) => [address.method, address.path, address.fields["action"] ?? "", who, address] as const,
    ),
  ),
)(
  "%s %s %s tells a stranger (%s) the same, and costs the same, whether there is such a place or not",
  async (_, __, ___, who, address) => {
    const foreign = await measured(strangers[who], address, "foreign");
    const absent = await measured(strangers[who], address, "absent");

    expect(foreign).toEqual(absent);
    expect(foreign.status).toBe(who === "ended" ? 303 : 404);
  },
);
