import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

export const hookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

export interface HookCall {
  readonly id: string;
  readonly at: number;
  readonly news: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: {
      /** Of news of a case. */
      readonly case?: { readonly id: string; readonly kind: string; readonly state: string };
      readonly person: { readonly id: string; readonly email: string; readonly name: string };
      readonly place: { readonly kind: string; readonly id: string; readonly name: string };
      readonly roles: readonly { readonly role: string; readonly virtualAccount: string | null }[];
    };
  };
}

type Mood = { status: number; retryAfter?: string } | "hang";

/** The provider's tools: take calls whose signature the library verifies, and answer as they are told to. */
export async function startHook() {
  const calls: HookCall[] = [];
  const unverified: string[] = [];
  let mood: Mood = { status: 204 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      try {
        const news = new Webhook(hookSecret).verify(body, request.headers as Record<string, string>);
        calls.push({
          id: String(request.headers["webhook-id"]),
          at: Date.now(),
          news: news as HookCall["news"],
        });
      } catch (error) {
        unverified.push(String(error));
      }
      if (mood === "hang") return;
      response.writeHead(mood.status, mood.retryAfter ? { "retry-after": mood.retryAfter } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/access`,
    calls: (email?: string) => calls.filter(({ news }) => !email || news.data.person.email === email),
    /** Calls whose signature was not right. */
    unverified,
    behave: (next: Mood) => (mood = next),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
