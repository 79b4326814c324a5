import { parseArgs } from "node:util";
import type { Statement } from "#db/builder.ts";
import { type Database, openDatabase } from "#db/client.ts";
import { withConfiguredDatabase } from "#db/configured.ts";
import {
  keepBack,
  messageById,
  messagesToMind,
  mailCounts,
  resend,
  restOfMail,
  startMail,
  stopMail,
} from "#db/queries/outbox.ts";

const usage = `Usage: npm run mail -- list | show ID | resend ID… | aside ID… | stop | start
list    how many messages are in which state, whether mail rests and why, and those that wait or did not arrive
show    a message as it stands, without its link's secret or its code
resend  sends messages anew that were set aside or bounced, once what was wrong is mended
aside   keeps messages that wait from leaving
stop    nothing leaves any more; start: everything may leave again, also what waits for the provider`;

const patience = 10_000;
const shown = 100;
const time = (at: number | null) => (at === null ? "–" : new Date(at).toISOString().replace(/\.\d+Z$/u, "Z"));
const say = (line: string) => process.stdout.write(`${line}\n`);

const commands: Record<string, (database: Database, ids: readonly string[]) => Promise<boolean>> = {
  async list(database) {
    const { counts, rest, aside } = await database.read({
      counts: mailCounts(),
      rest: restOfMail(),
      aside: messagesToMind(shown),
    });
    if (counts.length === 0) say("There is no message.");
    for (const { state, count, oldest } of counts)
      say(`${state.padEnd(12)} ${String(count).padStart(9)}   since ${time(oldest)}`);
    for (const { since, until, because } of rest)
      say(
        `Mail rests since ${time(since)}: ${because}. ${until === null ? "npm run mail -- start ends it." : `Tried again at ${time(until)}.`}`,
      );
    for (const { id, state, template, recipient, changedAt, problem } of aside)
      say(
        `${id}  ${time(changedAt)}  ${state.padEnd(9)}  ${template.padEnd(20)}  ${recipient || "(forgotten)"}  ${problem ?? ""}`,
      );
    return true;
  },

  async show(database, [id = ""]) {
    const { found } = await database.read({ found: messageById(id) });
    const [message] = found;
    if (!message) return false;
    const { template, language, recipient, state, problem, attempts, createdAt, changedAt, subject, text } =
      message;
    say(
      `${template} (${language}) to ${recipient || "(forgotten)"}: ${state}${problem ? `, ${problem}` : ""}`,
    );
    say(`written ${time(createdAt)}, changed ${time(changedAt)}, ${attempts} tries`);
    say(`\n${subject}\n\n${text || "Its words are forgotten."}`);
    return true;
  },

  resend: (database, ids) =>
    each(database, ids, (id) => resend(id, Date.now()), {
      done: "leaves with the next round",
      not: "cannot be sent anew: it did not fail, its words are forgotten, or its reader is suspended",
    }),

  aside: (database, ids) =>
    each(database, ids, (id) => keepBack(id, Date.now()), { done: "will not leave", not: "does not wait" }),

  stop: (database) =>
    carriedOut(database, stopMail(Date.now(), "an operator has stopped it"), "Nothing leaves any more."),
  start: (database) => carriedOut(database, startMail(), "Everything may leave again, within a minute."),
};

async function each(
  database: Database,
  ids: readonly string[],
  statement: (id: string) => ReturnType<typeof resend>,
  said: { readonly done: string; readonly not: string },
) {
  let isDone = ids.length > 0;
  for (const id of ids) {
    const [changed] = await database.writeIdempotent([statement(id)]);
    say(`${id} ${changed.length ? said.done : said.not}.`);
    isDone &&= changed.length > 0;
  }
  return isDone;
}

async function carriedOut(database: Database, statement: Statement, sentence: string) {
  await database.writeIdempotent([statement]);
  say(sentence);
  return true;
}

const { positionals } = parseArgs({ allowPositionals: true, strict: false });
const [name = "", ...ids] = positionals;
const command = commands[name];
if (!command) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
} else
  await withConfiguredDatabase(async (address) => {
    const isDone = await command(openDatabase({ ...address, patience }), ids);
    if (isDone) return;
    process.stderr.write(ids.length ? "Not all of it could be done.\n" : `${usage}\n`);
    process.exitCode = 1;
  });
