import { expect, test } from "vitest";
import { inTurn } from "#functions/quotas/in-turn.ts";

const patient = { wait: 5000, look: 1, most: 20 };

test("of many that come at once one is under way at a time, also behind one that fails, and each has its turn", async () => {
  let underWay = 0;
  const most: number[] = [];
  const work = async (number: number) => {
    underWay += 1;
    most.push(underWay);
    await new Promise((resolve) => setTimeout(resolve, 2));
    underWay -= 1;
    if (number % 3 === 0) throw new Error("lost");
    return number;
  };

  const done = await Promise.allSettled(
    Array.from({ length: 12 }, (_, number) => inTurn(() => work(number), patient)),
  );

  expect(Math.max(...most)).toBe(1);
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(8);
  expect(done.filter(({ status }) => status === "rejected")).toHaveLength(4);
});

test("whoever has waited long enough is told, and whoever comes after the end is served", async () => {
  let end = () => {};
  const first = inTurn(() => new Promise<string>((resolve) => (end = () => resolve("first"))), patient);

  const second = await inTurn(() => Promise.resolve("second"), { wait: 20, look: 5, most: 20 });
  end();

  expect([second, await first]).toEqual(["busy", "first"]);
  expect(await inTurn(() => Promise.resolve("third"), patient)).toBe("third");
});

test("so many wait, and whoever comes beyond is told at once", async () => {
  let end = () => {};
  const first = inTurn(() => new Promise<string>((resolve) => (end = () => resolve("first"))), patient);
  const few = { ...patient, most: 2 };

  const asked = ["a", "b", "c", "d"].map((name) => inTurn(() => Promise.resolve(name), few));
  const beyond = await Promise.all(asked.slice(2));
  end();

  expect(beyond).toEqual(["busy", "busy"]);
  expect((await Promise.all([first, ...asked.slice(0, 2)])).sort()).toEqual(["a", "b", "first"]);
});
