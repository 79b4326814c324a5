import { translator } from "#src/i18n/translator.ts";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { advance, agents, sql, startDemo, tryOf, verify } from "./world.ts";

const en = translator("en");

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal.stop());

async function somebody(email: string, name?: string) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "en", name);
  return visitor;
}

const raise = (id: string, organization: string, severity: string) =>
  sql(portal)(
    `insert into alert (id, organization_id, kind, subject, step, since, severity, devices, state, raised_at, changed_at)
      values ('${id}', '${organization}', 'security', '${id}', 'raised', '2026-11-01', '${severity}', 1, 'open', 1, 1)`,
  );

const give = (email: string, organization: string, role: string) =>
  sql(portal)(
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
      select 'given-${organization}-' || id, '${organization}', id, '${role}', 'x', 1 from person where email = '${email}'`,
  );

describe("an administrator", () => {
  test("sees the figures of an organization and of all below it at a glance", async () => {
    await raise("glance-1", "noorderkaai", "critical");
    await raise("glance-2", "noorderkaai-genk", "low");
    const els = await somebody("els.wouters@noorderkaai.example");

    const { text } = await els.go("/en/portal");

    expect(text).toContain(en("portal.figures.urgent", { count: 2, urgent: 1 }));
    expect(text).toContain(
      en("portal.toDo.alerts", { count: 1, organization: "Havenlogistiek Noorderkaai" }),
    );
    expect(text).not.toContain(en("portal.toDo.none"));
    expect(text).toContain("56 devices");
    expect(text).toMatch(/\d+% of devices covered/u);
    expect(text).toContain(en("portal.figures.people", { count: 2 }));
    expect(text).toContain(en("portal.figures.requests", { count: 0 }));
  });

  test("sees what waits, the oldest first, with how long", async () => {
    const [email, other] = ["julie.weber@moselane.example", "luc.nouveau@moselane.example"];
    const julie = await somebody(email);
    await verify(julie, "en", tryOf(email));
    await julie.submit();
    await advance(portal, "P2D");
    const asker = await somebody(other, "Luc Nouveau");
    await asker.go("/en/accounts/request-access");
    await asker.submit({ domainIdentifier: "moselane.example" });
    await asker.submit({ reason: "A reason that holds" });
    const marc = await somebody("marc.thill@moselane.example");

    const { text } = await marc.go("/en/portal");

    expect(text).toMatch(/Julie Weber.*Received 2 days ago.*Luc Nouveau.*Received 1 minute ago/su);
    expect(text).toContain(en("portal.figures.requests", { count: 1 }));
  });
});

describe("whoever may do less", () => {
  test("sees no people and no requests as a Customer User, and is not asked to load devices", async () => {
    const email = "reader@noorderkaai.example";
    const reader = await somebody(email, "A Reader");
    await give(email, "noorderkaai", "customer-user");
    await give(email, "lowry", "customer-user");

    const answer = await reader.go("/en/portal");

    expect(answer.text).toContain("56 devices");
    expect(answer.text).toContain("Lowry Instruments");
    expect(answer.text).not.toMatch(/\d people|requests?\b.*Lowry|Load your devices/u);
    expect(answer.find('.glance a[href$="/people"]')).toEqual([]);
  });

  test("sees the name alone where only a nomination waits", async () => {
    const email = "nominee@noorderkaai.example";
    const nominee = await somebody(email, "A Nominee");
    await sql(portal)(
      `insert into seat (id, organization_id, person_id, position, origin, origin_id, created_at)
        select 'glance-seat', 'noorderkaai', id, 9, 'nomination', 'x', 1 from person where email = '${email}'`,
    );

    const answer = await nominee.go("/en/portal");

    expect(answer.text).toContain("Havenlogistiek Noorderkaai");
    expect(answer.find(".figures")).toEqual([]);
  });
});

describe("a newcomer", () => {
  test("sees the one next thing: to register, to go on, to wait", async () => {
    const email = "fenna.dijkstra@oosterwoud-zorg.example";
    const fenna = await somebody(email);
    const next = (answer: Awaited<ReturnType<Visitor["go"]>>) =>
      answer.find("[data-next]").map(({ attributes }) => attributes["data-next"]);
    const first = next(await fenna.go("/en/portal"));
    await verify(fenna, "en", tryOf(email));
    const second = next(await fenna.go("/en/portal"));
    await fenna.go("/en/onboarding/organization");
    await fenna.submit({ organizationId: "none" });
    const third = next(await fenna.go("/en/portal"));

    expect([first, second, third]).toEqual([["nothing"], ["unfinished"], ["waiting"]]);
  });

  test("is led to the devices in an organization that has none yet", async () => {
    const email = "admin@lowry.example";
    const admin = await somebody(email, "An Administrator");
    await give(email, "lowry", "customer-administrator");

    const answer = await admin.go("/en/portal");

    expect(answer.find('a.govuk-button[href="/en/organizations/lowry/devices"]')).toHaveLength(1);
  });
});

describe("whoever has very many organizations", () => {
  test("sees twenty and the way to all, in one trip and 4 KB", async () => {
    const email = "many@integrix.example";
    const many = await somebody(email, "Many");
    await sql(portal)(
      `insert into role (id, organization_id, person_id, role, origin_id, created_at)
        select 'many-' || o.id, o.id, p.id, 'customer-administrator', 'x', 1
        from organization o cross join person p where p.email = '${email}'`,
    );

    const answer = await many.go("/en/portal");
    const { requests } = (await (await fetch(`${portal.url}/dev/stats`)).json()) as {
      requests: { address: string; databaseRoundTrips: number }[];
    };

    expect(answer.find(".glance > li")).toHaveLength(20);
    expect(answer.find('a[href="/en/organizations"]')).toHaveLength(1);
    expect(requests.findLast(({ address }) => address === "/en/portal")?.databaseRoundTrips).toBe(1);
    expect(brotliCompressSync(answer.body).length).toBeLessThan(4000);
  });
});

describe("the head of every page", () => {
  test("says how much waits, and which of its pages is open", async () => {
    const asker = await somebody("head.asks@noorderkaai.example", "Head Asks");
    const els = await somebody("els.wouters@noorderkaai.example");
    const before = Number(badge(await els.go("/en/profile")) || 0);
    await asker.go("/en/accounts/request-access");
    await asker.submit({ domainIdentifier: "noorderkaai.example" });
    await asker.submit({ reason: "A reason that holds" });
    const after = await els.go("/en/tasks");

    expect(Number(badge(after))).toBe(before + 1);
    expect(after.find(".masthead__pages [aria-current]")[0]!.attributes["href"]).toBe("/en/tasks");
  });

  test("leads agents to their work, and nobody else", async () => {
    const agent = new Visitor(portal.url);
    const landed = await agent.signIn(agents[0]!, "en", "Robin Agent");
    const portalOf = await agent.go("/en/portal");
    const els = await (await somebody("els.wouters@noorderkaai.example")).go("/en/portal");

    expect([landed.page, portalOf.page, els.page]).toEqual(["reviews", "portal", "portal"]);
    expect(portalOf.find("[data-next]").map(({ attributes }) => attributes["data-next"])).toEqual([
      "reviews",
    ]);
    expect([landed, els].map(({ find }) => find('.masthead__pages a[href="/en/reviews"]').length)).toEqual([
      1, 0,
    ]);
  });

  test("stays where something is wrong", async () => {
    const els = await somebody("els.wouters@noorderkaai.example");
    const answers = [await els.go("/en/organizations/none"), await els.go("/en/nowhere")];

    expect(answers.map(({ status, find }) => [status, find('form[action="/en/sign-out"]').length])).toEqual([
      [404, 1],
      [404, 1],
    ]);
  });

  const badge = ({ body }: { body: string }) => /class="badge">(\d+)/u.exec(body)?.[1] ?? "";
});
