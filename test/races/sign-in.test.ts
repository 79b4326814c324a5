import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "#src/domain/limits.ts";
import { atOnce, keeping, type Reply, type Stage, startStage, tally } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { sizes, within } from "#test/proof/sizes.ts";
import { everyInvariantHolds } from "./afterwards.ts";

const { racers } = sizes;
const rounds = Math.ceil(sizes.rounds / 2);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ patient: true });
});
afterAll(() => stage.portal.stop());

/** Somebody who has asked for a code and reads it. */
async function asked() {
  const email = `${randomUUID()}@sign-in.example`;
  const browser = keeping(await stage.post(null, "/en/sign-in", { email }));
  const [mail] = await new Visitor(stage.portal.url).mailTo(email, "sign-in-code");
  return { email, code: mail!.code!, browser };
}

type Browser = ReturnType<typeof keeping>;
const enter = (browser: Browser, email: string, code: string) =>
  stage.post(browser, "/en/sign-in/code", { email, code });
const wrong = (code: string, number: number) =>
  String((Number(code) + 1 + number) % 1_000_000).padStart(6, "0");
const errorOf = ({ status, body }: Reply) =>
  `${status} ${/data-error="([^"]*)"/u.exec(body)?.[1] ?? ""}`.trim();
const signsIn = async (reply: Reply) => (await stage.get(keeping(reply), "/en/profile")).status === 200;

const repeat = async <T>(round: () => Promise<T>) => {
  const results: T[] = [];
  for (let number = 0; number < rounds; number += 1) results.push(await round());
  return results;
};

test(
  "codes asked for many times at once in one browser are one code in one message",
  async () => {
    const ends = await repeat(async () => {
      const browser = keeping(
        await stage.post(null, "/en/sign-in", { email: `${randomUUID()}@sign-in.example` }),
      );
      const email = `${randomUUID()}@sign-in.example`;
      const replies = await atOnce(racers, () => stage.post(browser, "/en/sign-in", { email }));
      const [sent] = await stage.read<{ sent: number }>(
        sql`select count(*) as sent from outbox where recipient = ${email}`,
      );
      return JSON.stringify({ answers: tally(replies.map(({ status }) => status)), sent: sent?.sent });
    });

    expect(tally(ends)).toEqual({
      [JSON.stringify({ answers: { 303: 1, 429: racers - 1 }, sent: 1 })]: rounds,
    });
  },
  within(40_000),
);

test(
  "codes asked for an address in many browsers at once are no more than strangers get in an hour",
  async () => {
    const email = `${randomUUID()}@sign-in.example`;

    const replies = await atOnce(racers, () => stage.post(null, "/en/sign-in", { email }));

    const sent = await new Visitor(stage.portal.url).mailTo(email, "sign-in-code");
    expect(sent.length).toBeLessThanOrEqual(limits.signInCode.perHour);
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(sent.length);
  },
  within(20_000),
);

test(
  "wrong codes entered at once count, and use up no more than the tries that there are",
  async () => {
    const ends = await repeat(async () => {
      const { email, code, browser } = await asked();
      const first = await atOnce(racers, (number) => enter(browser, email, wrong(code, number)));
      const second = await atOnce(racers, (number) => enter(browser, email, wrong(code, racers + number)));
      const replies = [...first, ...second];
      const [judged] = await stage.read<{ count: number }>(
        sql`select count(*) as count from attempt where kind = 'code-entry' and subject like ${`${email} %`}`,
      );
      return {
        strange: replies.filter(({ status }) => status !== 422).map(errorOf),
        judged: judged!.count,
        last: errorOf(await enter(browser, email, code)),
      };
    });

    expect(ends.flatMap(({ strange }) => strange)).toEqual([]);
    expect(tally(ends.map(({ judged }) => judged))).toEqual({ [limits.signInCode.tries]: rounds });
    expect(tally(ends.map(({ last }) => last))).toEqual({ "422 signIn.errors.codeWrong": rounds });
  },
  within(40_000),
);

test(
  "the right code among wrong ones signs in at most once, or is told plainly that it does not count",
  async () => {
    const ends = await repeat(async () => {
      const { email, code, browser } = await asked();
      const replies = await atOnce(racers, (number) =>
        enter(browser, email, number === racers / 2 ? code : wrong(code, number)),
      );
      return {
        statuses: replies.map(({ status }) => status),
        sessions: replies.filter(({ status }) => status === 303).length,
      };
    });

    expect(
      Object.keys(tally(ends.flatMap(({ statuses }) => statuses))).filter(
        (status) => !["303", "422"].includes(status),
      ),
    ).toEqual([]);
    expect(Math.max(...ends.map(({ sessions }) => sessions))).toBeLessThanOrEqual(1);
  },
  within(40_000),
);

test(
  "the right code entered many times at once gives sessions that hold and one account",
  async () => {
    const ends = await repeat(async () => {
      const { email, code, browser } = await asked();
      const replies = await atOnce(racers, () => enter(browser, email, code));
      const through = replies.filter(({ status }) => status === 303);
      const [accounts] = await stage.read<{ count: number }>(
        sql`select count(*) as count from person where email = ${email}`,
      );
      return {
        errors: replies.filter(({ status }) => status !== 303).map(errorOf),
        signedIn: through.length >= 1 && (await Promise.all(through.map(signsIn))).every(Boolean),
        accounts: accounts?.count,
      };
    });

    expect(ends.flatMap(({ errors }) => errors).filter((error) => !error.startsWith("422 signIn."))).toEqual(
      [],
    );
    expect(ends.every(({ signedIn, accounts }) => signedIn && accounts === 1)).toBe(true);
  },
  within(40_000),
);

test(
  "somebody who hangs up while a code is checked keeps nobody else out",
  async () => {
    const { email, code, browser } = await asked();
    for (let number = 0; number < racers; number += 1) {
      const hangUp = AbortSignal.timeout(1 + number);
      await stage.post(browser, "/en/sign-in/code", { email, code: "12" }, hangUp).catch(() => null);
    }
    const cutShort = await atOnce(racers, (number) =>
      stage
        .post(browser, "/en/sign-in/code", { email, code: wrong(code, 0) }, AbortSignal.timeout(2 + number))
        .catch(() => null),
    );
    const after = await enter(browser, email, code);

    expect([cutShort.length, after.tookMs < 2000]).toEqual([racers, true]);
    expect([200, 303, 422]).toContain(after.status);
  },
  within(20_000),
);

everyInvariantHolds(() => stage, true);
