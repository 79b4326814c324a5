import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Resend } from "resend";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Mailbox, startMailbox } from "#functions/local/mailbox.ts";

const email = { from: "portal@ardenne.example", to: "an@buurman.example", subject: "Welkom", text: "Dag An" };

let mailbox: Mailbox;
let resend: Resend;
beforeEach(async () => {
  mailbox = await startMailbox();
  resend = new Resend(mailbox.apiKey, { baseUrl: mailbox.url });
});
afterEach(() => mailbox.stop());

const send = (idempotencyKey: string, message = email) => resend.emails.send(message, { idempotencyKey });

test("the same key with the same message is accepted once and answered the same", async () => {
  const first = await send("ob/1");
  const second = await send("ob/1");

  expect(second.data).toEqual(first.data);
  expect(mailbox.accepted()).toMatchObject([{ key: "ob/1", to: [email.to], subject: "Welkom" }]);
});

test("the same key with another message is refused", async () => {
  await send("ob/1");

  const { error } = await send("ob/1", { ...email, text: "Dag Bert" });

  expect(error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
  expect(mailbox.accepted()).toHaveLength(1);
});

test("too many requests come with the time to wait", async () => {
  mailbox.misbehave(({ number }) => (number === 1 ? { status: 429, retryAfter: 2 } : undefined));

  const { error, headers } = await send("ob/1");

  expect(error).toMatchObject({ statusCode: 429, name: "rate_limit_exceeded" });
  expect(headers).toMatchObject({ "retry-after": "2" });
  expect(mailbox.accepted()).toEqual([]);
});

test("a message that was accepted before the connection broke is not there twice after a retry", async () => {
  mailbox.misbehave(({ number }) => (number === 1 ? "accepted-then-dropped" : undefined));

  const broken = await send("ob/1");
  const retried = await send("ob/1");

  expect(broken.error).not.toBeNull();
  expect(retried.data).toEqual({ id: mailbox.accepted()[0]?.id });
  expect(mailbox.accepted()).toHaveLength(1);
});

test("a stranger's key is refused", async () => {
  const stranger = new Resend("re_other", { baseUrl: mailbox.url });

  const { error } = await stranger.emails.send(email);

  expect(error).toMatchObject({ statusCode: 401 });
});

test("what became of each message is reported, signed", async () => {
  const reports: { url: string | undefined; type: string; id: string }[] = [];
  const portal = createServer(async (request, response) => {
    const body = await text(request);
    const { headers } = request;
    new Webhook(mailbox.webhookSecret).verify(body, {
      "webhook-id": String(headers["svix-id"]),
      "webhook-timestamp": String(headers["svix-timestamp"]),
      "webhook-signature": String(headers["svix-signature"]),
    });
    const { type, data } = JSON.parse(body);
    reports.push({ url: request.url, type, id: data.email_id });
    response.end();
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  mailbox.reportTo(`http://127.0.0.1:${(portal.address() as AddressInfo).port}`);

  await send("ob/1");
  await send("ob/2", { ...email, to: "bounced@buurman.example" });

  await vi.waitFor(() => expect(reports).toHaveLength(2), 3_000);
  const [first, second] = mailbox.accepted();
  expect(reports).toContainEqual({ url: "/webhooks/resend", type: "email.delivered", id: first?.id });
  expect(reports).toContainEqual({ url: "/webhooks/resend", type: "email.bounced", id: second?.id });
  portal.close();
});
