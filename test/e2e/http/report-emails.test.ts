import { translator } from "#src/i18n/translator.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { advance, mailsTo, signedIn, sql, startDemo } from "./world.ts";

let portal: TestPortal;
let els: Visitor;
const elsMail = "els.wouters@noorderkaai.example";
const priyaMail = "priya.nair@castleford-rail.example";
const colleague = "colleague@noorderkaai.example";
const stranger = "put.there@elsewhere.example";
const choosing = "chooses.there@elsewhere.example";
const settings = "/en/organizations/noorderkaai/reports/settings";

/** Moves the portal's time to the morning of a day, at least a day away. */
async function toMorningOf(isWanted: (day: Date) => boolean) {
  const { now } = (await (await fetch(`${portal.url}/dev/clock`)).json()) as { now: string };
  const day = new Date(`${now.slice(0, 10)}T08:00:00Z`);
  do day.setUTCDate(day.getUTCDate() + 1);
  while (!isWanted(day));
  const hours = Math.floor((day.getTime() - Date.parse(now)) / 3_600_000);
  await advance(portal, `PT${hours}H`);
  await portal.cron();
}
const isFirst = (day: Date) => day.getUTCDate() === 1;
const isMonday = (day: Date) => day.getUTCDay() === 1 && day.getUTCDate() > 10;
const digests = (email: string) => mailsTo(portal, email, "report-digest");
const pathIn = (address: string) => new URL(address).pathname;

beforeAll(async () => {
  portal = await startDemo();
  await portal.cron();
  els = await signedIn(portal, elsMail);
});
afterAll(() => portal.stop());

test("urgent security alerts are told at once, one mail a person, in the reader's language", async () => {
  const [mail, ...others] = await mailsTo(portal, elsMail, "alert-raised");
  const english = await mailsTo(portal, priyaMail, "alert-raised");

  expect(others).toEqual([]);
  expect(mail).toMatchObject({ language: "nl" });
  expect(mail!.text).toContain("AN-2026-014");
  expect(mail!.text).not.toMatch(/:\nhttp/u);
  expect(mail!.text).not.toMatch(/sw-|10\.\d+\.\d+/u);
  expect(english.map(({ language }) => language)).toEqual(["en"]);
});

test("what is raised within a day of an urgent mail is told in the next, of all organizations in one", async () => {
  const told = async () => {
    await portal.cron();
    return (await mailsTo(portal, elsMail, "alert-raised")).map(({ text }) => text);
  };
  const advise = async (id: string) => {
    await sql(portal)(
      `insert into advisory (id, kind, severity, cves, published_on, updated_on, title, titles)
       values (?, 'security', 'critical', '[]', '2026-11-21', '2026-11-21', 'A late defect', '{}')`,
      id,
    );
    await sql(portal)("insert into advisory_product values (?, '*')", id);
    await sql(portal)("update inventory_summary set due_on = '2026-01-01', revision = revision + 1");
  };
  await advise("LATE-1");
  const atOnce = await told();
  await advance(portal, "PT1H");
  await advise("LATE-2");
  const anHourLater = await told();
  await advance(portal, "PT24H");
  const nextDay = await told();
  const again = await told();

  expect([atOnce.length, anHourLater.length, nextDay.length, again.length]).toEqual([1, 1, 2, 2]);
  const next = nextDay.find((text) => text.includes("LATE"))!;
  expect(next).toMatch(/LATE-1[\s\S]*LATE-2|LATE-2[\s\S]*LATE-1/u);
  expect(next).toContain("Noorderkaai Inland");
  expect(next).not.toContain("AN-2026-014");
});

test("who reads without administering is sent nothing by default", async () => {
  await els.post("/en/organizations/noorderkaai/people", {
    action: "associate",
    email: "reader@noorderkaai.example",
    role: "customer-user",
  });
  const reader = await signedIn(portal, "reader@noorderkaai.example", "fr");
  const page = await reader.go(settings.replace("/en/", "/fr/"));

  expect(page).toMatchObject({ status: 200, page: "report-settings", state: "by-role" });
  expect(page.find('input[value="none"]')[0]!.attributes).toHaveProperty("checked");
});

test("the month's first morning brings one digest to administrators, however often the work runs", async () => {
  for (const email of [colleague, stranger, choosing]) {
    const who = await signedIn(portal, email);
    await els.post("/en/organizations/noorderkaai/people", {
      action: "associate",
      email,
      role: "customer-administrator",
    });
    await who.go(settings);
    if (email === choosing) await who.submit({ digest: "monthly" });
    if (email === stranger)
      expect(who.last!.find('input[value="none"]')[0]!.attributes).toHaveProperty("checked");
  }
  await toMorningOf(isFirst);
  await portal.cron();
  const mails = await digests(elsMail);

  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ language: "nl" });
  expect(mails[0]!.text).toContain(translator("nl")("alerts.mail.digest.worst"));
  expect(await digests("reader@noorderkaai.example")).toEqual([]);
  // Made administrator by others: of the own company told as any, of another one when it is chosen.
  expect(await digests(colleague)).toHaveLength(1);
  expect(await digests(stranger)).toEqual([]);
  expect(await digests(choosing)).toHaveLength(1);
});

test("nothing is sent in the next month when nothing is new, nor asked for", async () => {
  await sql(portal)("update subscription set digest = 'monthly' where person_id = 'demo-tom-maes'");
  const before = (await digests("tom.maes@noorderkaai.example")).length;
  await sql(portal)("update inventory_summary set due_on = '9999-01-01'");
  await toMorningOf(isFirst);

  expect(await digests("tom.maes@noorderkaai.example")).toHaveLength(before);
});

test("a choice is kept, on record, and followed; a wrong one is refused at its field", async () => {
  await els.go(settings);
  const wrong = await els.send({ digest: "daily" });
  await els.go(settings);
  const saved = await els.submit({ digest: "weekly" });
  const kept = await sql(portal)(
    "select digest, urgent from subscription where person_id = 'demo-els-wouters' and organization_id = 'noorderkaai'",
  );
  await sql(portal)("update inventory_summary set due_on = '2026-01-01', revision = revision + 1");
  await sql(portal)("update advisory set updated_on = '2026-11-20'");
  await toMorningOf(isMonday);

  expect(wrong).toMatchObject({ status: 422, errors: { digest: "alerts.errors.digest" } });
  expect(saved).toMatchObject({ status: 200, page: "report-settings", state: "chosen" });
  expect(kept).toMatchObject([{ digest: "weekly", urgent: 0 }]);
  expect((await digests(elsMail)).length).toBe(2);
});

test("a mail says in its headers how it is stopped, and only a POST there stops it, of anybody", async () => {
  const [mail] = await digests(elsMail);
  const { headers } = mail as unknown as { headers: Record<string, string> };
  const address = headers["List-Unsubscribe"]!.slice(1, -1);
  const digest = async () =>
    (
      await sql(portal)(
        "select digest from subscription where person_id = 'demo-els-wouters' and organization_id = 'noorderkaai'",
      )
    )[0]!["digest"];
  const looked = await fetch(address);
  const before = await digest();
  const posted = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  const again = await fetch(address, { method: "POST" });
  const forged = await fetch(`${address}x`, { method: "POST" });
  const page = await looked.text();

  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  expect(looked.status).toBe(200);
  expect(page).toContain('data-page="unsubscribe"');
  expect(before).toBe("weekly");
  expect([posted.status, again.status, forged.status]).toEqual([200, 200, 404]);
  expect(await digest()).toBe("none");
});

test("the page in a mail's last line stops it too, signed in or not", async () => {
  const [mail] = await mailsTo(portal, priyaMail, "alert-raised");
  const nobody = new Visitor(portal.url);
  const asked = await nobody.go(pathIn(mail!.links.at(-1)!));
  const done = await nobody.submit();
  const [kept] = await sql(portal)(
    "select urgent, organization_id from subscription where person_id = 'demo-priya-nair' and urgent is not null",
  );

  expect(asked).toMatchObject({ status: 200, page: "unsubscribe", state: "asked" });
  expect(done).toMatchObject({ status: 200, page: "unsubscribe", state: "done" });
  expect(kept).toMatchObject({ urgent: 0, organization_id: "castleford" });
});

test("nothing of it breaks what always holds", async () => {
  expect(await violationsIn({ url: portal.databaseUrl })).toEqual([]);
});
