import { afterAll, beforeAll, expect, test } from "vitest";
import { startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

async function timed<T>(act: Promise<T>) {
  const began = performance.now();
  const answer = await act;
  return { answer, prompt: performance.now() - began < 1000 };
}

test("a report of a megabyte is refused promptly, its size announced or not", async () => {
  const report = "x".repeat(1_000_000);
  const send = (body: BodyInit) =>
    timed(fetch(`${portal.url}/webhooks/resend`, { method: "POST", body, duplex: "half" } as RequestInit));

  const announced = await send(report);
  const streamed = await send(new Blob([report]).stream());

  expect([announced.answer.status, announced.prompt]).toEqual([413, true]);
  expect([streamed.answer.status, streamed.prompt]).toEqual([413, true]);
});
