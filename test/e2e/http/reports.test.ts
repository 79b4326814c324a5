import { translator } from "#src/i18n/translator.ts";
import { parse } from "csv-parse/sync";
import { ELEMENT_NODE, type ElementNode, TEXT_NODE, walkSync } from "ultrahtml";
import { querySelectorAll } from "ultrahtml/selector";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#db/client.ts";
import { recount, relink } from "#db/queries/inventory-links.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";
import { signedIn, sql, startDemo } from "./world.ts";

const fr = translator("fr");

const en = translator("en");

const parts = ["", "/coverage", "/contracts", "/support"] as const;

let portal: TestPortal;
let [els, priya] = [] as unknown as [Visitor, Visitor];
beforeAll(async () => {
  portal = await startDemo();
  els = await signedIn(portal, "els.wouters@noorderkaai.example");
  priya = await signedIn(portal, "priya.nair@castleford-rail.example");
});
afterAll(() => portal.stop());

const at = (id: string, part = "", language = "en") => `/${language}/organizations/${id}/reports${part}`;

function textOf(node: ElementNode) {
  const texts: string[] = [];
  walkSync(node, (child) => {
    if (child.type === TEXT_NODE) texts.push((child as { value: string }).value);
  });
  return texts.join(" ").replace(/\s+/gu, " ").trim();
}

const within = (node: ElementNode, name: string) => querySelectorAll(node, name) as ElementNode[];

/** The rows of a page's tables, a cell after another, without their headings. */
const rowsOf = (answer: Answer, table: "numbers" | "govuk-table") =>
  answer
    .find(`table[class="${table}"]`)
    .flatMap((one) => within(one, "tr"))
    .filter((row) => within(row, "td").length)
    .map((row) => row.children.filter((one): one is ElementNode => one.type === ELEMENT_NODE).map(textOf));

const linksOf = (answer: Answer) =>
  answer.find("a").map(({ attributes }) => attributes["href"]!.replaceAll("&#38;", "&"));

const fileOf = async (who: Visitor, path: string, delimiter: string) => {
  const { status, headers } = await who.request("GET", path);
  const raw = await fetch(portal.url + path, {
    headers: { cookie: `session=${who.cookies.get("session")}` },
  });
  const bytes = new Uint8Array(await raw.arrayBuffer());
  return {
    status,
    type: headers.get("content-type"),
    name: headers.get("content-disposition"),
    mark: [...bytes.slice(0, 3)],
    rows: parse(new TextDecoder().decode(bytes), { delimiter, bom: true }) as unknown as string[][],
  };
};

test("the figures of a group are the sums of its two lists", async () => {
  const page = await els.go(at("noorderkaai"));

  expect([page.status, page.page, page.state]).toEqual([200, "reports", "some"]);
  expect(page.text).toContain(en("reports.overview.coverage", { count: 47, devices: 56 }));
  expect(page.text).toContain(en("reports.overview.contracts", { count: 1 }));
  expect(page.text).toContain(en("reports.basis.lists", { count: 2, date: "…" }).split("…")[0]);
  expect(page.text).toContain(en("reports.basis.products", { day: "2026-10-06" }));
  expect(rowsOf(page, "numbers").slice(0, 3)).toEqual([
    [en("reports.coverage.covered"), "29", "52%"],
    [en("reports.coverage.ending", { days: 90 }), "18", "32%"],
    [en("reports.coverage.none"), "9", "16%"],
  ]);
});

test("the list of a group says how many devices are in the lists below it, so that both pages agree", async () => {
  const page = await els.go("/en/organizations/noorderkaai/devices");

  expect(page.text).toContain(en("devices.list.summary", { count: 40, date: "…" }).split("…")[0]);
  expect(page.text).toContain(en("devices.list.below", { count: 16 }));
});

test("what is not known is counted, with the reason", async () => {
  const page = await els.go(at("noorderkaai"));

  expect(page.text).toContain(en("reports.notKnown.uncovered", { count: 9 }));
  expect(page.text).toContain(en("reports.notKnown.unannounced", { count: 8 }));
});

test("every chart has a title and a sentence, and neither script nor inline style", async () => {
  const page = await els.go(at("noorderkaai"));
  const charts = page.find('svg[role="img"]');
  const named = charts.map(({ attributes }) =>
    attributes["aria-labelledby"]!.split(" ").map((id) => textOf(page.find(`[id="${id}"]`)[0]!)),
  );

  expect(named).toHaveLength(3);
  expect(named[0]).toEqual([
    en("reports.charts.coverage.title"),
    en("reports.charts.coverage.summary", { devices: 56, covered: 29, ending: 18, uncovered: 9 }),
  ]);
  expect(page.body).not.toMatch(/<script|\sstyle="/u);
});

test("the numbers of one list lead to its devices, those of a group to each list", async () => {
  const [site, group] = [
    await els.go(at("noorderkaai-genk", "/coverage")),
    await els.go(at("noorderkaai", "/coverage")),
  ];

  expect(linksOf(site)).toContain("/en/organizations/noorderkaai-genk/devices?coverage=none");
  expect(linksOf(group)).toEqual(
    expect.arrayContaining([
      "/en/organizations/noorderkaai/devices?coverage=ending",
      "/en/organizations/noorderkaai-genk/devices?coverage=none",
    ]),
  );
  expect(rowsOf(group, "govuk-table").slice(0, 2)).toEqual([
    ["Havenlogistiek Noorderkaai", "40", "20", "18", "2"],
    ["Noorderkaai Inland", "16", "9", "0", "7"],
  ]);
});

test("the contracts of a group are told with holder, term, days left and devices, what ends first on top", async () => {
  const page = await els.go(at("noorderkaai", "/contracts"));
  const rows = rowsOf(page, "govuk-table");

  expect(
    rows.map(([number, type, holder, , , state, , devices]) => [number, type, holder, state, devices]),
  ).toEqual([
    [
      "229 914 706",
      "Smart Net Total Care",
      "Havenlogistiek Noorderkaai",
      en("reports.coverage.ending", { days: 90 }),
      "18",
    ],
    ["226 490 314", "SP Base", "Havenlogistiek Noorderkaai", en("reports.contracts.states.runs"), "20"],
    [
      "234 967 407",
      "TelePresence Essential Operate",
      "Noorderkaai Inland",
      en("reports.contracts.states.runs"),
      "9",
    ],
  ]);
  expect(["46", "47"]).toContain(rows[0]![6]);
});

test("a contract that is over stays in the list with its devices, and covers none of them", async () => {
  const page = await priya.go(at("castleford", "/contracts"));
  const over = rowsOf(page, "govuk-table").at(-1)!;
  const overview = await priya.go(at("castleford"));

  expect([over[0], over[5], over[6], over[7]]).toEqual([
    "217 305 588",
    en("reports.contracts.states.over"),
    "–",
    "10",
  ]);
  expect(overview.text).toContain(en("reports.overview.coverage", { count: 12, devices: 34 }));
});

test("products are told by the end of their support: ended, announced, not announced", async () => {
  const page = await els.go(at("noorderkaai", "/support"));
  const rows = rowsOf(page, "govuk-table");
  const product = (name: string) => rows.find(([first]) => first?.startsWith(name));

  expect(product("Wireless Access Point 410")).toEqual([
    "Wireless Access Point 410 AW-410",
    "5",
    en("reports.support.ended"),
    "31 Aug 2024",
    "31 Aug 2026",
    "AW-615",
  ]);
  expect(product("Firewall 310")?.slice(1, 5)).toEqual([
    "2",
    en("reports.support.unknown"),
    "–",
    en("reports.milestones.toBeAnnounced"),
  ]);
  expect(product("Branch Router 2200")?.slice(1, 5)).toEqual([
    "2",
    en("reports.support.supported"),
    en("reports.milestones.none"),
    en("reports.milestones.none"),
  ]);
});

test("open alerts are counted by severity, answered ones are not", async () => {
  const add = sql(portal);
  const alert = (id: string, severity: string, state: string) =>
    add(
      `insert into alert (id, organization_id, kind, subject, step, since, severity, devices, state, raised_at, changed_at)
       values (?, 'noorderkaai-genk', 'security', ?, '2026-01-01', '2026-01-01', ?, 1, ?, 1, 1)`,
      id,
      id,
      severity,
      state,
    );
  await Promise.all([
    alert("one", "critical", "open"),
    alert("two", "high", "open"),
    alert("three", "high", "open"),
    alert("four", "high", "handled"),
  ]);
  const page = await els.go(at("noorderkaai"));
  await add("delete from alert");

  expect(page.text).toContain(en("reports.overview.alerts", { count: 3 }));
  expect(rowsOf(page, "numbers").slice(3, 7)).toEqual([
    [en("reports.severities.critical"), "1"],
    [en("reports.severities.high"), "2"],
    [en("reports.severities.medium"), "0"],
    [en("reports.severities.low"), "0"],
  ]);
});

test("where nothing was loaded, a report leads to the devices and shows what is known even so", async () => {
  const pages = await Promise.all(parts.map((part) => els.go(at("noorderkaai-haven", part))));

  expect(pages.map(({ status, state }) => [status, state])).toEqual(parts.map(() => [200, "empty"]));
  expect(linksOf(pages[0]!)).toContain("/en/organizations/noorderkaai-haven/devices");
});

test("a Customer User reads every report, and is not asked to upload", async () => {
  await els.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: "reader@noorderkaai.example",
    role: "customer-user",
  });
  const reader = await signedIn(portal, "reader@noorderkaai.example", "en", "Rosa Reader");
  const pages = await Promise.all(parts.map((part) => reader.go(at("noorderkaai", part))));
  const empty = await reader.go(at("noorderkaai-haven"));

  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(empty.text).toContain(en("reports.empty.reader", { organization: "…" }).split("…")[1]);
  expect(empty.text).not.toContain(en("reports.empty.load"));
});

test.each([
  ["nl", ";", "contracten", en("reports.kinds.contract")],
  ["fr", ";", "contrats", fr("reports.columns.contract")],
  ["en", ",", "contracts", en("reports.kinds.contract")],
])("as a file in %s the columns are separated by “%s”", async (language, delimiter, name, first) => {
  const file = await fileOf(els, `${at("noorderkaai", "/contracts", language)}.csv`, delimiter);

  expect([file.status, file.type, file.mark]).toEqual([200, "text/csv; charset=utf-8", [0xef, 0xbb, 0xbf]]);
  expect(file.name).toMatch(
    new RegExp(`^attachment; filename="${name}-noorderkaai-\\d{4}-\\d\\d-\\d\\d\\.csv"$`, "u"),
  );
  expect(file.rows).toHaveLength(4);
  expect([file.rows[0]![0], file.rows[1]![0], file.rows[1]!.at(-1)]).toEqual([first, "229914706", "18"]);
});

test("the other reports are files too, with the numbers of their pages", async () => {
  const [figures, coverage, support] = await Promise.all(
    [at("noorderkaai"), at("noorderkaai", "/coverage"), at("noorderkaai", "/support")].map((path) =>
      fileOf(els, `${path}.csv`, ","),
    ),
  );

  expect(figures!.rows.slice(1, 4)).toEqual([
    [en("reports.charts.coverage.title"), en("reports.coverage.covered"), "29"],
    [en("reports.charts.coverage.title"), en("reports.coverage.ending", { days: 90 }), "18"],
    [en("reports.charts.coverage.title"), en("reports.coverage.none"), "9"],
  ]);
  expect(coverage!.rows.slice(1).map((row) => row.slice(0, 5))).toEqual([
    ["Havenlogistiek Noorderkaai", "40", "20", "18", "2"],
    ["Noorderkaai Inland", "16", "9", "0", "7"],
  ]);
  expect(support!.rows).toHaveLength(1 + 12);
  expect(support!.rows.find(([id]) => id === "AF-310")?.slice(2, 4)).toEqual([
    "2",
    en("reports.support.unknown"),
  ]);
});

test("a name that begins like a formula does none in a file", async () => {
  const change = sql(portal);
  await change("update product set name = '=1+1' where product_id = 'AW-410'");
  const { rows } = await fileOf(els, `${at("noorderkaai", "/support")}.csv`, ",");
  await change("update product set name = 'Wireless Access Point 410' where product_id = 'AW-410'");

  expect(rows.find(([id]) => id === "AW-410")?.[1]).toBe("'=1+1");
});

test("nothing differs between a device that nobody knows and one in a stranger's contract", async () => {
  const all = [...parts, ".csv", "/coverage.csv", "/contracts.csv", "/support.csv"];
  const answers = async () => {
    const found: (readonly [number, string])[] = [];
    for (const part of all) {
      const { status, body } = await priya.go(at("castleford", part));
      found.push([status, body.replace(/name="operationId" value="[^"]*"/gu, "")]);
    }
    return found;
  };
  const change = sql(portal);
  const before = await answers();
  const [unknown] = await change(
    "select serial_number from inventory where organization_id = 'castleford' and serial_number not in (select serial_number from device)",
  );
  await change(
    "insert into device select ?, product_id, '253104034', 'moselane' from inventory where serial_number = ?",
    String(unknown!["serial_number"]),
    String(unknown!["serial_number"]),
  );
  const [{ as_of: today }] = (await change(
    "select as_of from inventory_summary where organization_id = 'castleford'",
  )) as unknown as [{ as_of: string }];
  await openDatabase({ url: portal.databaseUrl }).writeIdempotent([
    relink("castleford", today),
    ...recount("castleford", { today, dueOn: today, loadedAt: null }),
  ]);

  expect(await answers()).toEqual(before);
});

test("a stranger is told of no report, as if the organization did not exist", async () => {
  const answers = await Promise.all(
    ["noorderkaai", "nowhere"].flatMap((id) => parts.map((part) => priya.go(at(id, part)))),
  );

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});
