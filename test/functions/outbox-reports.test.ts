import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { build } from "#db/builder.ts";
import { outbox } from "#db/schema/outbox.ts";
import { readReport } from "#functions/adapters/resend.ts";
import { letter, type Stage, startStage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.portal.stop());

const statusesOf = async (email: string) =>
  (await new Visitor(stage.portal.url).mailTo(email)).map(({ template, status }) => `${template} ${status}`);

async function queue(recipient: string, extra: Partial<typeof outbox.$inferInsert> = {}): Promise<string> {
  const row = {
    ...letter(recipient, Date.now()),
    id: randomUUID(),
    template: "welcome",
    state: "queued" as const,
    ...extra,
  };
  await stage.write([build.insert(outbox).values(row)]);
  return row.id;
}

interface Report {
  readonly type: string;
  readonly emailId: string;
  readonly message?: string;
}

function report(
  { type, emailId, message }: Report,
  key = stage.portal.mailbox.webhookSecret,
  at = new Date(),
) {
  const body = JSON.stringify({
    type: `email.${type}`,
    data: { email_id: emailId, ...(message && { tags: { message } }) },
  });
  const id = `msg_${randomUUID()}`;
  return fetch(`${stage.portal.url}/webhooks/resend`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": new Webhook(key).sign(id, at, body),
    },
  });
}

test("a report with a false signature is refused and changes nothing", async () => {
  const id = await queue("false@reports.example", { state: "sent", providerId: "provider-false" });

  const answer = await report(
    { type: "bounced", emailId: "provider-false" },
    `whsec_${Buffer.from("somebody else's").toString("base64")}`,
  );
  const unsigned = await fetch(`${stage.portal.url}/webhooks/resend`, { method: "POST", body: "{}" });

  expect([answer.status, unsigned.status]).toEqual([401, 401]);
  expect(await stage.read(sql`select state from outbox where id = ${id}`)).toEqual([{ state: "sent" }]);
});

test.each([-1, 1])(
  "a report by a clock that is %i hour off is refused, as one that is played again",
  async (hours) => {
    const emailId = `provider-clock${hours}`;
    const id = await queue(`clock${hours}@reports.example`, { state: "sent", providerId: emailId });

    const answer = await report(
      { type: "delivered", emailId },
      undefined,
      new Date(Date.now() + hours * 3_600_000),
    );

    expect(answer.status).toBe(401);
    expect(await stage.read(sql`select state from outbox where id = ${id}`)).toEqual([{ state: "sent" }]);
  },
);

test("a secret in the settings that is none is our fault, not a forged report", () => {
  const mail = { key: "", url: "", from: "", webhookSecret: "whsec_not base64" };

  const reading = () => readReport({ mail }, "{}", new Headers());

  expect(reading).toThrow(expect.objectContaining({ name: "RESEND_WEBHOOK_SECRET is not a webhook secret" }));
});

test.each([
  [["delivered"], "delivered"],
  [["bounced"], "bounced"],
  [["delivered", "complained"], "complained"],
  [["complained", "delivered"], "complained"],
  [["bounced", "delivered"], "bounced"],
  [["delivered", "delivered"], "delivered"],
])("reports that come as %j leave the message %s", async (types, status) => {
  const email = `${types.join("-")}@reports.example`;
  await queue(email, { state: "sent", providerId: email });

  const answers = [];
  for (const type of types) answers.push((await report({ type, emailId: email })).status);

  expect([answers, await statusesOf(email)]).toEqual([types.map(() => 200), [`welcome ${status}`]]);
});

test("a report that comes before the provider's answer is recorded, by the message's own mark", async () => {
  const id = await queue("early@reports.example", { state: "sending", dueAt: Date.now() + 60_000 });

  await report({ type: "delivered", emailId: "not known yet", message: id });

  expect(await statusesOf("early@reports.example")).toEqual(["welcome delivered"]);
});

test("reports about what nobody knows, or of a kind that nobody follows, are taken", async () => {
  const answers = [
    await report({ type: "bounced", emailId: "nobody's" }),
    await report({ type: "opened", emailId: "nobody's" }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test("the local mailbox reports what became of each message", async () => {
  await queue("an@arrives.example");
  await queue("bounced@arrives.example");

  await stage.portal.cron();

  await vi.waitFor(async () => {
    expect(await statusesOf("an@arrives.example")).toEqual(["welcome delivered"]);
    expect(await statusesOf("bounced@arrives.example")).toEqual(["welcome bounced"]);
  }, 5000);
});
