import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { refuseMail } from "#db/queries/budget.ts";
import { person } from "#db/schema/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { addToOutbox } from "#functions/emails/mail.ts";
import type { MessageTemplate } from "#functions/emails/letter.ts";
import { templates } from "#functions/emails/templates.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import { contextOf } from "#test/helpers/context.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { scenery, secret } from "#test/helpers/scenery.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { asked, messageTo, type Unasked, unasked } from "./messages.ts";

const { toOne, toOneFromOutside, byOne, byCompany } = limits.mail;
const every = Object.keys(unasked) as Unasked[];

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

/** Somebody, who has signed in unless it is said otherwise. */
async function somebody(email: string, emailVerified = true) {
  const id = crypto.randomUUID() as string as PersonId;
  const at = new Date();
  await scenery(database.url).write([
    build.insert(person).values({ id, email, name: "Pat", emailVerified, createdAt: at, updatedAt: at }),
  ]);
  return { id, email };
}

const people = (count: number, emailOf: (number: number) => string) =>
  Promise.all(Array.from({ length: count }, (_, number) => somebody(emailOf(number))));

/** Several at once, time and again, until all tries are made. */
async function tryAll(tries: number, one: (number: number) => Promise<unknown>) {
  const numbers = Array.from({ length: tries }, (_, number) => number).values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const number of numbers) await one(number);
    }),
  );
}

async function cause(by: Awaited<ReturnType<typeof somebody>> | null, email: string, template: Unasked) {
  const context = contextOf(database.url, "nobody");
  await context.database.write(null, [addToOutbox(messageTo(email, template), null, context, by)]);
}

const sentTo = async (like: string) =>
  await scenery(database.url).read<{ template: string; subject: string; html: string; text: string }>(
    sql`select template, subject, html, text from outbox where recipient like ${like} and state = 'queued'`,
  );

test("of every message it is known whether others cause it", () => {
  const caused = Object.entries(templates).flatMap(([name, { unasked }]) =>
    (unasked as MessageTemplate<unknown>["unasked"]) ? [name] : [],
  );

  expect(caused.sort()).toEqual([...every].sort());
  expect([...asked, ...every].sort()).toEqual(Object.keys(templates).sort());
});

test.each(every)(
  "however often and by however many %s is caused, nobody gets more than the budget",
  async (template) => {
    const victim = await somebody(`victim@${template}.example`);
    const colleagues = await people(4, (number) => `c${number}@${template}.example`);
    const strangers = await people(12, (number) => `s${number}@mob-${template}-${number % 3}.example`);
    const causers = [...colleagues, strangers[0]!, ...colleagues, null];

    await tryAll(sizes.messages, (number) =>
      cause(strangers[number % strangers.length]!, victim.email, template),
    );
    const fromOutside = await sentTo(victim.email);
    await tryAll(sizes.messages, (number) =>
      cause(causers[number % causers.length]!, victim.email, template),
    );
    const fromAll = await sentTo(victim.email);

    expect(fromOutside).toHaveLength(toOneFromOutside);
    expect(fromAll).toHaveLength(toOne);
  },
  within(60_000),
);

test.each(every)(
  "whoever has never signed in reads no word of others in %s, and is written to once",
  async (template) => {
    const strangers = await people(6, (number) => `s${number}@crowd-${template}.example`);
    const domain = `stranger-${template}.example`;

    await tryAll(sizes.messages, (number) =>
      cause(strangers[number % strangers.length]!, `victim+${number % 40}@${domain}`, template),
    );
    const sent = await sentTo(`%@${domain}`);

    expect(sent.length).toBe(invites(template) ? 1 : 0);
    for (const { subject, html, text } of sent)
      expect(subject + html + text).not.toMatch(/URGENT|evil-pay|555 01 23/u);
  },
  within(60_000),
);

const invites = (template: Unasked) =>
  Boolean((templates[template] as MessageTemplate<unknown>).invites?.(unasked[template]));

test("whoever wants nothing more gets nothing, at whatever address of the mailbox, until this person signs in", async () => {
  const eve = await somebody("eve@refused.example");
  await scenery(database.url).write([
    refuseMail(mailboxHashes([secret], "never@quiet.example")[0]!, Date.now()),
  ]);

  await tryAll(20, (number) => cause(eve, `never+${number}@quiet.example`, every[number % every.length]!));
  const refused = await sentTo("%@quiet.example");
  await somebody("never@quiet.example");
  await cause(eve, "never@quiet.example", "hand-over");

  expect(refused).toEqual([]);
  expect(await sentTo("%@quiet.example")).toHaveLength(1);
});

test(
  "nobody has more sent than the budget of one, and no company more than its own",
  async () => {
    const staff = await people(8, (number) => `p${number}@busy.example`);
    const readers = await people(120, (number) => `r${number}@readers-${number}.example`);
    const to = (number: number) => readers[number % readers.length]!.email;

    await tryAll(byOne * 2, (number) => cause(staff[0]!, to(number), "access-changed"));
    const byHim = await sentTo("%@readers-%");
    await tryAll(byCompany * 2, (number) => cause(staff[number % 8]!, to(number), "access-changed"));

    expect(byHim).toHaveLength(byOne);
    expect(await sentTo("%@readers-%")).toHaveLength(byCompany);
  },
  within(60_000),
);

test("the answer to what somebody has asked for reaches this person, whatever others have caused", async () => {
  const victim = await somebody("waiting@answers.example");
  const mob = await people(6, (number) => `m${number}@mob-${number}.example`);
  const administrator = mob[0]!;
  await tryAll(60, (number) => cause(mob[number % 6]!, victim.email, "hand-over"));

  const context = contextOf(database.url, "nobody");
  await context.database.write(null, [
    addToOutbox(
      {
        template: "access-denied",
        to: { ...victim, name: "Pat", language: "en" },
        params: { place: "Noorderkaai", reason: null, by: { name: "Ann", email: "ann@noorderkaai.example" } },
      },
      null,
      context,
      administrator,
    ),
  ]);

  expect((await sentTo(victim.email)).map(({ template }) => template)).toContain("access-denied");
});

test(
  "the oracle finds nobody over budget",
  async () => {
    const violations = await violationsIn(database);

    expect(violations.filter((one) => one.startsWith("I18"))).toEqual([]);
  },
  within(30_000),
);
