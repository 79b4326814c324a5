import { brotliCompressSync, constants } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicPages } from "#src/public-pages.ts";
import { csv, sendFile } from "#test/e2e/http/devices.ts";
import { startDemo, tryOf, verify } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";

interface Counted {
  method: string;
  address: string;
  status: number;
  databaseRoundTrips: number;
}

let portal: TestPortal;
const pages: Answer[] = [];
const counted: Counted[] = [];
const assets = new Map<string, number>();

const compressed = (content: string) =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

async function note(...answers: Answer[]) {
  pages.push(...answers.filter(({ page }) => page));
  const { requests } = (await (await fetch(`${portal.url}/dev/stats`)).json()) as { requests: Counted[] };
  counted.push(...requests);
}

/** Everybody's whole way, every page and every refusal on it seen once. */
async function walk() {
  const visitor = new Visitor(portal.url);
  const languages = ["fr", "nl", "en"];
  for (const page of [...publicPages, "feedback", "nowhere"])
    for (const language of languages) await note(await visitor.go(`/${language}/${page}`));
  await note(await new Visitor(portal.url).request("GET", "/"));

  const email = "mehdi.lambert@morvanelle.example";
  const one = tryOf(email);
  await note(
    await visitor.go("/fr/portal"),
    await visitor.submit({ email: "x" }),
    await visitor.submit({ email }),
  );
  const code = (await visitor.mailTo(email))[0]!.code!;
  await note(
    await visitor.submit({ code: "1" }),
    await visitor.submit({ code: code === "111111" ? "222222" : "111111" }),
  );
  await note(
    await visitor.submit({ code }),
    await visitor.submit({ name: "" }),
    await visitor.submit({ name: one.name }),
  );
  await note(
    await visitor.go("/fr/tasks"),
    await visitor.go("/fr/onboarding/status"),
    await visitor.go("/fr/onboarding/organization"),
  );
  await note(await visitor.submit({ contractNumber: "1", serialNumber: "2" }), await visitor.submit({}));
  await note(await verify(visitor, "fr", one), await visitor.submit({ organizationId: "x" }));
  await note(await visitor.go("/fr/onboarding/verify"), await visitor.go("/fr/onboarding/organization"));
  await note(await visitor.submit({ organizationId: one.organizationId! }), await visitor.submit());
  await note(
    await visitor.go("/fr/onboarding/status"),
    await visitor.go("/fr/tasks"),
    await visitor.go("/fr/portal"),
  );
  const link = await visitor.linkTo(email, "confirm-address");
  const stranger = new Visitor(portal.url);
  await note(await stranger.go(link), await stranger.submit());
  const other = new Visitor(portal.url);
  await other.signIn("eleanor.hart@harrow-wren.example");
  await note(await other.go(link), await other.post(link), await visitor.go("/fr/link/cABC"));
  await note(await visitor.go(link), await visitor.submit(), await visitor.go(link));
  await note(await visitor.go("/fr/portal"), await visitor.go(`/fr/organizations/${one.organizationId}`));
  const terms = await visitor.linkTo(email, "accept-terms");
  await note(
    await visitor.go(terms),
    await visitor.submit(),
    await visitor.submit({ acceptTerms: "yes" }),
    await visitor.go(terms),
  );
  await note(await visitor.go("/fr/profile"), await visitor.submit({ name: one.name, phone: "x" }));
  await note(await visitor.go("/fr/profile/data"), await visitor.send({}, "copy"));
  await note(await visitor.go("/fr/profile/sessions"));

  const julie = new Visitor(portal.url);
  await julie.signIn("julie.weber@moselane.example", "fr");
  await note(
    await verify(julie, "fr", tryOf("julie.weber@moselane.example")),
    await julie.go("/fr/onboarding/status"),
  );
  const fenna = new Visitor(portal.url);
  await fenna.signIn("fenna.dijkstra@oosterwoud-zorg.example", "nl");
  await verify(fenna, "nl", tryOf("fenna.dijkstra@oosterwoud-zorg.example"));
  await note(await fenna.submit({ organizationId: "none" }), await fenna.go("/nl/portal"));
  await note(await fenna.request("POST", "/nl/sign-out", ""), await fenna.post("/nl/onboarding/verify", {}));
}

/** What is under contract and what ends when, of lists that are there and of none. */
async function walkReports() {
  const els = new Visitor(portal.url);
  await els.signIn("els.wouters@noorderkaai.example", "nl");
  for (const part of ["", "/coverage", "/contracts", "/support"])
    await note(await els.go(`/nl/organizations/noorderkaai/reports${part}`));
  await note(await els.go("/nl/organizations/noorderkaai-haven/reports"));
}

/** Access to a Smart Account: asked for, decided, managed. */
async function walkAccounts() {
  const [asker, marc] = [new Visitor(portal.url), new Visitor(portal.url)];
  await asker.signIn("luc.nouveau@moselane.example", "fr");
  await marc.signIn("marc.thill@moselane.example", "fr");
  const at = (page: string) => `/fr/accounts/moselane.example${page}`;
  await note(await asker.go("/fr/accounts"), await asker.go("/fr/accounts/request-access"));
  await note(await asker.submit({ domainIdentifier: "x.example" }));
  await note(
    await asker.submit({ domainIdentifier: "moselane.example" }),
    await asker.submit({ reason: "x" }),
  );
  await note(
    await asker.submit({ reason: "Une raison valable" }),
    await asker.go("/fr/accounts?tab=requests"),
  );
  await note(await marc.go(await marc.linkTo("marc.thill@moselane.example", "request-to-decide")));
  await note(
    await marc.submit({ decision: "approve" }),
    await marc.submit({ decision: "approve", role: "smart-account-user", scope: "all" }),
  );
  await note(await marc.go(at("")), await marc.go(at("/requests")), await marc.go(at("/history")));
  await note(await marc.go(at("/people")), await marc.submit({ action: "associate", email: "x" }));
  await note(await marc.go(at("/details")), await marc.submit({ accountName: "Autre nom" }));
  await note(await marc.go(at("/identifier")), await marc.submit({ action: "ask" }));
  await note(await marc.go(at("/virtual-accounts")), await marc.submit({ action: "create", name: "Étage" }));
}

/** An organization's own list: a full page of it, a file with mistakes, one device. */
async function walkDevices() {
  const els = new Visitor(portal.url);
  await els.signIn("els.wouters@noorderkaai.example", "nl");
  const at = (page: string) => `/nl/organizations/noorderkaai/devices${page}`;
  const rows = Array.from(
    { length: 60 },
    (_, number) => `extra-${number}-in-the-hall,10.40.0.${number},EXTRA77${number}A,AS-4800-48P,,"Antwerpen"`,
  );
  const wrong = rows.map((row) => row.replace(",10.", ",x"));
  const loading = await sendFile(els, at(""), csv(...rows));
  await note(await els.go(loading.path), await els.submit({ action: "load" }), await els.go(at("")));
  await note(await sendFile(els, at(""), "nothing"), await els.go(at("?search=ap&support=ended")));
  const rejected = await sendFile(els, at(""), csv(...wrong), { mode: "replace" });
  await note(await els.go(rejected.path), await els.submit({ action: "discard" }));
  await note(await els.go(at("/uploads")), await els.go(at("/not-loaded")));
  await note(await els.go(at("/FCW2552LQLG")), await els.send({ action: "remove" }));
}

beforeAll(async () => {
  portal = await startDemo();
  await walkDevices();
  await walk();
  await walkAccounts();
  await walkReports();
  for (const href of new Set(pages.flatMap(referenced))) {
    const answer = await fetch(portal.url + href);
    assets.set(href, answer.ok ? compressed(await answer.text()) : Number.NaN);
  }
});
afterAll(() => portal.stop());

/** What a browser fetches to show the page. */
const referenced = ({ body }: Answer) => [
  ...new Set(
    [
      ...body.matchAll(
        /<(?:link [^>]*rel="(?:stylesheet|icon|preload|modulepreload)"|script|img|source|iframe)[^>]*>/gu,
      ),
    ].map(([tag]) => /(?:href|src)="([^"]+)"/u.exec(tag)![1]!),
  ),
];

const named = ({ page, state, path }: Answer) => `${page} ${state ?? ""} ${path}`;
const over = (rows: readonly Counted[], most: number) =>
  rows
    .filter(({ databaseRoundTrips }) => databaseRoundTrips > most)
    .map(
      ({ method, address, status, databaseRoundTrips }) =>
        `${method} ${address} ${status}: ${databaseRoundTrips}`,
    );
const signingIn = ({ address }: Counted) => /\/sign-in|\/link\/[^/]+\/code$/u.test(address);
const prerendered = /^\/(fr|nl|en)\/(guide|roles|help|privacy|accessibility|legal-notice|onboarding)?$/u;

test("the way passes every page", () => {
  const seen = new Set(pages.map(({ page }) => page));

  expect([...seen]).toEqual(
    expect.arrayContaining([
      "home",
      "onboarding",
      "guide",
      "roles",
      "help",
      "privacy",
      "accessibility",
      "legal-notice",
      "smart-accounts",
      "chooser",
      "sign-in",
      "sign-in-code",
      "profile",
      "portal",
      "tasks",
      "verify",
      "confirm",
      "organization",
      "check-email",
      "status",
      "link",
      "organization-detail",
      "access",
      "request-access",
      "account",
      "account-request",
      "account-requests",
      "account-people",
      "account-details",
      "account-identifier",
      "virtual-accounts",
      "account-history",
      "reports",
      "report-coverage",
      "report-contracts",
      "report-support",
      "devices",
      "device",
      "device-upload",
      "device-uploads",
      "devices-not-loaded",
      "problem",
    ]),
  );
  expect(counted.length).toBeGreaterThan(100);
});

test("a page takes one trip to the database at most", () => {
  expect(
    over(
      counted.filter(({ method }) => method !== "POST"),
      1,
    ),
  ).toEqual([]);
});

test("a prerendered page takes none", () => {
  const rows = counted.filter(({ address }) => prerendered.test(address));

  expect(rows.length).toBeGreaterThan(0);
  expect(over(rows, 0)).toEqual([]);
});

test("a form takes two at most, sign-in nine", () => {
  const forms = counted.filter(({ method }) => method === "POST");

  expect(
    over(
      forms.filter((row) => !signingIn(row)),
      2,
    ),
  ).toEqual([]);
  expect(over(forms.filter(signingIn), 9)).toEqual([]);
});

test("the first view of every page, with all that it refers to, is 14.6 KB at most", () => {
  const weights = pages.map((page) => ({
    page: named(page),
    bytes: compressed(page.body) + referenced(page).reduce((sum, href) => sum + assets.get(href)!, 0),
  }));

  expect(weights.filter(({ bytes }) => !(bytes <= 14_600))).toEqual([]);
});

test("a page refers to one stylesheet and one icon; only where characters are counted, to a script of 1 kB", () => {
  const counts = ({ body }: Answer) => body.includes("<character-count");
  const [scripts, others] = [/CharacterCount[^/]*\.js$/u, /\.(css|svg)$/u];

  expect(pages.filter((page) => referenced(page).length !== (counts(page) ? 3 : 2)).map(named)).toEqual([]);
  expect([...assets.keys()].filter((href) => !scripts.test(href) && !others.test(href))).toEqual([]);
  expect([...assets].filter(([href, size]) => scripts.test(href) && size > 1000)).toEqual([]);
});
