import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { reporter, type Reporter } from "./mail-reports.ts";

/** A message as Resend's wire format has it. */
export type Email = {
  from: string;
  to: string[];
  subject: string;
  html?: string;
  text?: string;
  headers?: Record<string, string>;
  tags?: { name: string; value: string }[];
};
export type Accepted = Email & { id: string; key: string | null; acceptedAt: number };
export type Attempt = { key: string | null; email: Email; number: number };

/** What goes wrong with one request; `answer`: as a gateway before the provider words it; `accepted-then-dropped` keeps the message and breaks the connection. */
export type Fault =
  | { status: number; retryAfter?: number; name?: string; answer?: object; location?: string }
  | "hang"
  | "dropped"
  | "accepted-then-dropped";

export type Mailbox = {
  url: string;
  apiKey: string;
  webhookSecret: string;
  /** One per idempotency key, oldest first. */
  accepted: () => Accepted[];
  attempts: () => number;
  /** Decides about each request from now on; nothing goes wrong without it. */
  misbehave: (fault: ((attempt: Attempt) => Fault | undefined) | null) => void;
  /** Where delivery reports go; until it is called, and from null on, there are none. */
  reportTo: (portalUrl: string | null) => void;
  stop: () => Promise<void>;
};

const keysLiveMs = 24 * 60 * 60 * 1000;

/** A provider on loopback that speaks Resend's format and delivers into memory. */
export async function startMailbox(): Promise<Mailbox> {
  const apiKey = `re_local_${randomBytes(12).toString("hex")}`;
  const webhookSecret = `whsec_${randomBytes(24).toString("base64")}`;
  const byKey = new Map<string, { message: Accepted; fingerprint: string }>();
  let fault: (attempt: Attempt) => Fault | undefined = () => undefined;
  let attempts = 0;
  let report: Reporter | undefined;

  function accept(key: string | null, email: Email, body: string): { status: number; answer: object } {
    const now = Date.now();
    for (const [old, { message }] of byKey) if (message.acceptedAt < now - keysLiveMs) byKey.delete(old);
    const fingerprint = createHash("sha256").update(body).digest("hex");
    const known = key === null ? undefined : byKey.get(key);
    if (known && known.fingerprint !== fingerprint) return refuse(409, "invalid_idempotent_request");
    if (known) return { status: 200, answer: { id: known.message.id } };
    const message = { ...email, to: [email.to].flat(), id: randomUUID(), key, acceptedAt: now };
    byKey.set(key ?? message.id, { message, fingerprint });
    report?.(message);
    return { status: 200, answer: { id: message.id } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST" || request.url !== "/emails")
      return send(response, refuse(404, "not_found"));
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return send(response, refuse(401, "missing_api_key"));
    const body = await text(request);
    const email = parse(body);
    if (!email?.from || !email.to?.length || !email.subject || !(email.html || email.text)) {
      return send(response, refuse(422, "missing_required_field"));
    }
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    const wrong = fault({ key, email, number: ++attempts });
    if (wrong === "hang") return;
    if (wrong === "accepted-then-dropped") accept(key, email, body);
    if (wrong === "dropped" || wrong === "accepted-then-dropped") return void request.socket.destroy();
    if (!wrong) return send(response, accept(key, email, body));
    if (wrong.location) response.setHeader("location", wrong.location);
    if (wrong.answer) return send(response, { status: wrong.status, answer: wrong.answer });
    if (wrong.retryAfter) response.setHeader("retry-after", wrong.retryAfter);
    send(
      response,
      refuse(
        wrong.status,
        wrong.name ?? (wrong.status === 429 ? "rate_limit_exceeded" : "application_error"),
      ),
    );
  }

  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    webhookSecret,
    accepted: () => [...byKey.values()].map(({ message }) => message),
    attempts: () => attempts,
    misbehave: (decide) => (fault = decide ?? (() => undefined)),
    reportTo: (portalUrl) => (report = portalUrl === null ? undefined : reporter(portalUrl, webhookSecret)),
    async stop() {
      report = undefined;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(status: number, name: string): { status: number; answer: object } {
  return { status, answer: { statusCode: status, name, message: `The local mailbox refuses: ${name}.` } };
}

function send(response: ServerResponse, { status, answer }: { status: number; answer: object }): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

function parse(body: string): Email | null {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
