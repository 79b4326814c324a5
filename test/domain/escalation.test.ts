import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escalate, escalation, nextToAsk, stageAfter, stageAfterAnswer } from "#src/domain/access-request.ts";
import { sizes } from "#test/proof/sizes.ts";

const day = 86_400_000;
const last = escalation.length - 1;

/** Around the changes of daylight saving in Belgium, leap days and turns of the year. */
const instants = [
  "2026-03-29T00:59:59.999Z",
  "2026-10-25T00:59:59.999Z",
  "2028-02-28T23:00:00.000Z",
  "2028-02-29T12:00:00.000Z",
  "2100-02-28T23:59:59.999Z",
  "2026-12-31T22:59:59.999Z",
].map(Date.parse);

const start = fc.oneof(
  fc.constantFrom(...instants),
  fc
    .tuple(fc.constantFrom(...instants), fc.integer({ min: -15 * day, max: 15 * day }))
    .map(([at, aside]) => at + aside),
);

const someone = (email: string, distance = 0) => ({ email, distance });
const first = someone("first@site.example");
const second = someone("second@site.example");
const third = someone("third@site.example");
const above = someone("above@root.example", 2);
const all = [first, second, third, above];

describe("the steps of a request that nobody answers", () => {
  test("are 3, 7 and 14 days apart from its start, whatever the calendar does", () => {
    expect(escalation.map(({ step, after }) => [step, after / day])).toEqual([
      ["ask", 0],
      ["remind", 3],
      ["open", 7],
      ["agent", 14],
    ]);
  });

  test("fall due to the millisecond, over daylight saving and leap days", () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: last }), (clockAt, stage) => {
        const due = clockAt + escalation[stage]!.after;

        expect([stageAfter(due - 1 - clockAt), stageAfter(due - clockAt)]).toEqual([stage - 1, stage]);
      }),
      { numRuns: sizes.timelines },
    );
  });

  test("are each done once, at the first look after they fell due, however irregular the looks are", () => {
    const looks = fc.array(fc.integer({ min: 0, max: 20 * day }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(start, looks, (clockAt, offsets) => {
        const times = [...offsets].sort((one, other) => one - other).map((offset) => clockAt + offset);
        const done = { remind: [] as number[], open: [] as number[], agent: [] as number[] };
        let stage = 0;
        let asked = [first.email];

        for (const now of times) {
          const step = escalate({ stage, waited: now - clockAt, asked }, all);
          if (step.remind.length) done.remind.push(now);
          if (step.open.length) done.open.push(now);
          if (step.agent) done.agent.push(now);
          stage = step.stage;
          asked = [...asked, ...step.open.map(({ email }) => email)];
        }

        const firstLook = (after: number) => times.filter((now) => now >= clockAt + after).slice(0, 1);
        expect(done).toEqual({
          remind: firstLook(3 * day),
          open: firstLook(7 * day),
          agent: firstLook(14 * day),
        });
      }),
      { numRuns: sizes.timelines },
    );
  });
});

test("an answer starts the steps again, but takes nothing away from an agent", () => {
  expect([0, 1, 2, 3].map(stageAfterAnswer)).toEqual([0, 0, 0, 3]);
});

describe("who is asked", () => {
  const at = (days: number, stage: number, asked: string[], deciders = all) =>
    escalate({ stage, waited: days * day, asked }, deciders);

  test("after 3 days, whoever has it is reminded", () => {
    expect(at(3, 0, [first.email])).toEqual({ stage: 1, remind: [first], open: [], agent: false });
  });

  test("after 7 days, the others of the nearest organization", () => {
    expect(at(7, 1, [first.email])).toEqual({ stage: 2, remind: [], open: [second, third], agent: false });
  });

  test("after 7 days, those of the next organization above where the nearest has nobody else", () => {
    expect(at(7, 1, [first.email], [first, above]).open).toEqual([above]);
  });

  test("after 14 days, an agent", () => {
    expect(at(14, 2, [first.email])).toEqual({ stage: 3, remind: [], open: [], agent: true });
  });

  test("what was missed for 15 days, all at once", () => {
    expect(at(15, 0, [first.email])).toEqual({
      stage: 3,
      remind: [first],
      open: [second, third],
      agent: true,
    });
  });

  test("the nearest others at once, where nobody who was asked decides any more", () => {
    expect(at(1, 0, [first.email], [second, above])).toEqual({
      stage: 0,
      remind: [],
      open: [second],
      agent: false,
    });
  });

  test("an agent at once, where nobody at all decides", () => {
    expect(at(0, 0, [first.email], [])).toEqual({ stage: 3, remind: [], open: [], agent: true });
  });

  test("whoever administers again, beside the agent who looks at it", () => {
    expect(at(20, 3, [first.email], [above])).toEqual({ stage: 3, remind: [], open: [above], agent: false });
  });

  test("nobody twice, also where somebody has a seat at several levels", () => {
    const highToo = someone(first.email, 2);

    expect(nextToAsk([first, highToo, above], new Set([first.email]))).toEqual([above]);
  });
});
