import { expect, test } from "vitest";
import { freePort } from "#db/local/port.ts";

test("of many who look for a free port at once, none is given another's", async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()));

  expect(new Set(ports).size).toBe(300);
});
