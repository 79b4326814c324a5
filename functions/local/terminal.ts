import { isIPv6 } from "node:net";
import { styleText } from "node:util";
import { listenOnce } from "#db/local/port.ts";
import { onThisMachine } from "#src/settings/loopback.ts";

const strong = (text: string) => styleText("bold", text, { stream: process.stdout });
const faint = (text: string) => styleText("dim", text, { stream: process.stdout });

interface Running {
  portal: string;
  url: string;
  port: number;
}

interface Welcome extends Running {
  /** Addresses of agents. */
  agents?: string | undefined;
  demo: string;
}

const running = (portal: string) =>
  `${strong(`${portal} is running`)} ${faint(`after ${(performance.now() / 1000).toFixed(1)} s`)}`;

/** What is said to whoever runs the portal for others. */
export const served = ({ portal, url, port }: Running) =>
  `${running(portal)}
Its address is ${url}; the proxy in front of it finds it at http://127.0.0.1:${port}, which also answers GET /healthz.`;

/** The lines that greet whoever started the portal. */
export function welcome({ portal, url, agents, demo }: Welcome): string {
  const local = onThisMachine(url);
  return [
    "",
    `  ${running(portal)}`,
    "",
    `  Portal       ${strong(url)}`,
    ...(local ? [`  Mailbox      ${url}/dev/mail`, `  Statistics   ${url}/dev/stats`] : []),
    ...(agents ? [`  Reviews      ${url}/en/reviews as ${agents}`] : []),
    ...(demo ? ["", ...demo.split("\n").map((line) => `  ${line}`.trimEnd())] : []),
    "",
    `  ${faint("Ctrl-C stops everything.")}`,
    "",
  ].join("\n");
}

/** Throws a sentence for people when the port is taken. */
export async function checkPort(port: number): Promise<void> {
  for (const host of ["127.0.0.1", "::1"]) {
    await listenOnce(port, host).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        throw new Error(
          `Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
        );
      if (!isIPv6(host))
        throw new Error(`Cannot listen on port ${port} (${error.code}). Choose another: PORT=8788 npm start`);
    });
  }
}

/** Resolves when somebody wants us to end: a signal, the end of the npm that started us, or a lost part. */
export function untilStopped(): { asked: Promise<void>; giveUp: (error: Error) => void } {
  let stop = () => {};
  const asked = new Promise<void>((resolve) => (stop = resolve));
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => (++count > 2 ? process.exit(1) : stop()));
  }
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    // npm's shell does not pass signals on.
    setInterval(() => process.ppid !== parent && stop(), 500).unref();
  }
  const giveUp = (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
    stop();
  };
  return { asked, giveUp };
}
