import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Question {
  readonly method?: string;
  /** With the `Host` that is asked for, which fetch does not let anybody say. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks a port of this machine under any name. */
export const askAs = (port: number, path: string, { method = "GET", headers, body }: Question) =>
  new Promise<Told>((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) });
    });
    asked.once("error", reject).end(body);
  });

/** What an operator puts before the portal: it hands on everything, under the portal's own name. */
export async function startFront(port: number, headers: Readonly<Record<string, string>>) {
  const server = createServer((question, reply) => {
    const { url: path, method } = question;
    const onward = request(
      { host: "127.0.0.1", port, path, method, headers: { ...question.headers, ...headers } },
      (answer) => answer.pipe(reply.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    onward.once("error", () => reply.destroy());
    question.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
