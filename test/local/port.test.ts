import { expect, test } from "vitest";
import { freePort } from "#db/local/port.ts";

test("of many who are given a port and do not listen yet, none is given another's", async () => {
  const ports: number[] = [];
  for (let given = 0; given < 500; given += 1) ports.push(await freePort());

  expect(new Set(ports).size).toBe(500);
});
