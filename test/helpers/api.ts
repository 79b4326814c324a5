import type { TestPortal } from "./portal.ts";
import type { Visitor } from "./visitor.ts";

/** What a system of the provider's is answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, unknown>;
}

/** An agent makes a key on the page; gives its secret, as the page shows it once. */
export async function makeKey(agent: Visitor, name: string, scopes: readonly string[], days = "90") {
  const operationId = (await agent.go("/en/keys")).field("operationId") ?? "";
  const fields = [
    ["operationId", operationId],
    ["action", "create"],
    ["name", name],
    ["days", days],
  ];
  const body = new URLSearchParams([...fields, ...scopes.map((scope) => ["scope", scope])]);
  const shown = await agent.go((await agent.request("POST", "/en/keys", body.toString())).path);
  return {
    shown,
    secret: /<pre[^>]*data-secret[^>]*><code>([^<]+)</u.exec(shown.body)?.[1] ?? "",
    id: /created=([\w-]+)/u.exec(shown.path)?.[1] ?? "",
  };
}

/** Asks the API as a system with a key does. */
export const systemOf =
  ({ url }: Pick<TestPortal, "url">, secret: string) =>
  async (path: string, request: RequestInit = {}): Promise<ApiAnswer> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      ...request,
      headers: { authorization: `Bearer ${secret}`, connection: "close", ...(request.headers ?? {}) },
    });
    const text = await answer.text();
    const json = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
    return { status: answer.status, headers: answer.headers, json };
  };
