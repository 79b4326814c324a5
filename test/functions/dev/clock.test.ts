import { afterAll, beforeAll, expect, test } from "vitest";
import { advance, mailsTo, signedIn, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

const handOver = "/en/onboarding/hand-over";

test("messages leave at once, however far the clock was moved forward", async () => {
  const visitor = await signedIn(portal, "early@clocks.example");
  await advance(portal, "P31D");

  await visitor.post(handOver, { email: "late@clocks.example" });

  await expect
    .poll(async () => (await mailsTo(portal, "late@clocks.example", "hand-over"))[0]?.status, {
      timeout: 4000,
    })
    .toMatch(/^(sent|delivered)$/u);
});

test("no foreign page moves the clock", async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${portal.url}/dev/clock`, { method: "POST", body: '{"advance":"PT1S"}', headers });
  const ahead = async () =>
    ((await (await fetch(`${portal.url}/dev/clock`)).json()) as { aheadMilliseconds: number })
      .aheadMilliseconds;
  const before = await ahead();

  const foreign = await post({ origin: "https://evil.example", "content-type": "text/plain" });
  const unmoved = await ahead();
  const tool = await post({});

  expect([foreign.status, unmoved, tool.status]).toEqual([403, before, 200]);
});
