import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { advisory, advisoryProduct, product } from "#db/schema/product.ts";
import { csv, sendFile } from "#test/e2e/http/devices.ts";
import type { Colleague, Stage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";

const lists = [
  "",
  "/template.csv",
  "/uploads",
  "/not-loaded",
  "/not-loaded?after=A&differAfter=A",
  "/collector",
  "/D10007",
];
const searches = [
  "",
  "?search=host",
  "?coverage=none&search=D",
  "?support=near&after=host-1:D1",
  ".csv?search=10.0",
];
const reports = ["", "/coverage", "/contracts", "/support", "/alerts", "/alerts?kind=sale&state=handled"];
const files = [".csv", "/coverage.csv", "/contracts.csv", "/support.csv", "/alerts.csv"];

/** Everything that an administrator does with lists of devices and reports, and the scheduled work of a month of it. */
export async function collectAndUse(stage: Stage, { cookie }: Colleague, organizationId: string) {
  const visitor = new Visitor(stage.portal.url);
  visitor.cookies.set("session", cookie.replace(/^session=/u, ""));
  const at = (part: string) => `/en/organizations/${organizationId}/${part}`;
  const look = async () => {
    for (const part of [...lists, ...searches]) await visitor.go(at(`devices${part}`));
    for (const part of [...reports, ...files]) await visitor.go(at(`reports${part}`));
    await visitor.go("/en/portal");
  };
  const check = async (mode: string, ...rows: readonly string[]) => {
    const { path } = await sendFile(visitor, at("devices"), csv(...rows), { mode });
    await visitor.go(`${path}/rejected.csv`);
    await visitor.go(path);
  };

  await stage.write([
    build
      .insert(product)
      .values({ productId: "P1", name: "One", endOfSupportOn: "2027-01-01", endOfSaleOn: "2026-01-01" }),
    build.insert(advisory).values({
      id: "A1",
      kind: "security",
      severity: "critical",
      cves: [],
      publishedOn: "2026-01-01",
      updatedOn: "2026-01-01",
      title: "One",
      titles: {},
    }),
    build.insert(advisoryProduct).values({ advisoryId: "A1", productId: "P1" }),
  ]);
  await look();
  await check("add", "host,10.0.0.1,D10007,P1,,", "host-1,10.0.0.2,D10008,P1,,", "wrong,,,,,");
  await visitor.submit({ action: "load" });
  await check("replace", "host-2,10.0.0.3,D10009,P2,,");
  await visitor.submit({ action: "load", retire: "yes" });
  await check("add", "host-3,10.0.0.3,D10007,P1,,");
  await visitor.submit({ action: "discard" });
  await visitor.go(at("devices/collector"));
  const made = await visitor.submit({ action: "create", name: "Machine" });
  await visitor.go(made.path);
  const [key] = await stage.read<{ id: string }>(sql`select id from collector_key`);
  const secret = /data-secret[^>]*><code>([^<]+)</u.exec(made.body)?.[1];
  for (const body of [csv("host-3,10.0.0.3,D10007,P1,,"), "nothing"])
    await fetch(`${stage.portal.url}/collect/${key!.id}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${secret}`, "content-type": "text/csv" },
    });
  for (const digest of ["weekly", "monthly"]) {
    await visitor.go(at("reports/settings"));
    await visitor.submit({ digest, urgent: "yes" });
  }
  await stage.portal.cron();
  await look();
  const [alert] = await stage.read<{ id: string }>(sql`select id from alert`);
  await visitor.go(at(`reports/alerts/${alert!.id}`));
  await visitor.submit({ answer: "handled", comment: "Done" });
  await visitor.go(at("devices/D10009"));
  await visitor.submit({ action: "remove" });
  await visitor.submit({ confirmed: "yes" });
  await fetch(`${stage.portal.url}/dev/clock`, { method: "POST", body: JSON.stringify({ advance: "P35D" }) });
  await stage.portal.cron();
}
