import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { outbox } from "#db/schema/outbox.ts";
import type { Fault } from "#functions/local/mailbox.ts";
import { atOnce, letter, type Stage, startStage } from "#test/helpers/stage.ts";
import { violationsIn } from "#test/oracle/invariants.ts";
import { sizes, within } from "#test/proof/sizes.ts";

const { mails, relayKills } = sizes;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.portal.stop());

/** One in ten answered 429, one in ten 500, one in twenty not at all, one in ten accepted and the answer lost. */
function whimsical(): Fault | undefined {
  const chance = Math.random();
  if (chance < 0.1) return { status: 429, retryAfter: 1 };
  if (chance < 0.2) return { status: 500 };
  if (chance < 0.25) return "hang";
  return chance < 0.35 ? "accepted-then-dropped" : undefined;
}

const timePasses = () =>
  stage.write([build.run(sql`update outbox set due_at = 0 where state in ('queued', 'sending')`)]);
const waiting = async () =>
  (
    await stage.read<{ count: number }>(
      sql`select count(*) as count from outbox where state in ('queued', 'sending')`,
    )
  )[0]!.count;
const sweep = () => stage.portal.cron().catch(() => undefined);

test(
  "no message is lost and none is accepted twice, however often the relay dies and whatever the provider does",
  async () => {
    const rows = Array.from({ length: mails }, () => ({
      ...letter("an@many.example", 0),
      id: randomUUID(),
      template: "welcome",
      state: "queued" as const,
    }));
    stage.portal.mailbox.misbehave(whimsical);

    const portion = mails / relayKills;
    let interrupted = 0;
    for (let kills = 0; kills < relayKills; kills += 1) {
      await stage.write([build.insert(outbox).values(rows.slice(kills * portion, (kills + 1) * portion))]);
      const relays = atOnce(2, sweep);
      await sleep(Math.random() * 30);
      stage.portal.killWorker();
      await relays;
      if (await waiting()) interrupted += 1;
      await stage.portal.untilHealthy();
      await timePasses();
    }
    for (let sweeps = 0; (await waiting()) && sweeps < 100; sweeps += 1) {
      await atOnce(10, sweep);
      await timePasses();
    }

    const keys = stage.portal.mailbox.accepted().map(({ key }) => key!);
    expect(interrupted).toBeGreaterThan(relayKills / 4);
    expect(await violationsIn({ url: stage.portal.databaseUrl }, { settled: true, accepted: keys })).toEqual(
      [],
    );
    expect(keys.sort()).toEqual(rows.map(({ id }) => `ob/${id}`).sort());
  },
  within(90_000),
);

test(
  "a relay that writes no key on its messages sends some twice: the provider is whimsical enough to tell",
  async () => {
    const { mailbox } = stage.portal;
    mailbox.misbehave(whimsical);
    const ids = Array.from({ length: mails }, (_, number) => `naive ${number}`);
    const unsent = [...ids];

    // Few at once: it takes a late answer for none, and would send all of them for ever on a busy machine.
    const lane = async () => {
      for (let id = unsent.pop(); id; id = unsent.pop()) await naiveRelay(mailbox, id);
    };
    await atOnce(10, lane);

    const accepted = mailbox.accepted().filter(({ subject }) => subject.startsWith("naive "));
    expect(accepted.length).toBeGreaterThan(ids.length);
  },
  within(30_000),
);

/** What many write who have not read this repository: send, and once more when it fails. */
async function naiveRelay({ url, apiKey }: Stage["portal"]["mailbox"], subject: string): Promise<void> {
  const answer = await fetch(`${url}/emails`, {
    method: "POST",
    body: JSON.stringify({ from: "a@b.example", to: "an@naive.example", subject, text: "x" }),
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(200),
  }).catch(() => null);
  return answer?.ok ? undefined : naiveRelay({ url, apiKey } as Stage["portal"]["mailbox"], subject);
}
