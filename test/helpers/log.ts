import type { Email } from "#functions/local/mailbox.ts";

/** The lines of the log that the portal itself wrote, read. */
export const logged = (lines: readonly string[]): Record<string, unknown>[] =>
  lines.filter((line) => line.startsWith('{"event":')).map((line) => JSON.parse(line));

const address = /[\w.+-]+@[\w-]+\.[\w.-]+/u;
const words = /[\w.-]+/gu;
const opening = /\/(?:link|unsubscribe)\/([\w.-]{20,})|[?&]key=([\w.-]{20,})|\b(\d{6})\b/gu;

/** What stands in a log and must not: an e-mail address, and whatever opens something of what was mailed. */
export function leaksIn(lines: readonly string[], mailed: readonly Pick<Email, "text">[]): string[] {
  const said = new Set(lines.flatMap((line) => line.match(words) ?? []));
  const secrets = mailed.flatMap(({ text = "" }) =>
    [...text.matchAll(opening)].flatMap(([, token, key, code]) => token ?? key ?? code ?? []),
  );
  return [...lines.filter((line) => address.test(line)), ...new Set(secrets.filter((one) => said.has(one)))];
}
