import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { signedIn, startDemo } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal.stop());

/** Enter in a field presses no button that names a deed: the form is sent as it stands. */
test.each([
  ["profile/address", { email: "nobody" }],
  ["organizations/noorderkaai/administrators", { email: "nobody" }],
  ["organizations/noorderkaai/people", { email: "nobody" }],
  ["organizations/noorderkaai/devices/collector", { name: "" }],
  ["accounts/noorderkaai.example/people", { email: "nobody" }],
  ["accounts/noorderkaai.example/virtual-accounts", { name: "" }],
  ["accounts/noorderkaai.example/identifier", { domainIdentifier: "co.uk" }],
])("Enter in a field of %s does what its button says", async (place, fields) => {
  const els = await signedIn(portal, "els.wouters@noorderkaai.example", "nl");
  await els.go(`/nl/${place}`);

  const answer = await els.submit(fields);

  expect([answer.status, Object.keys(answer.errors)]).toEqual([
    422,
    expect.arrayContaining(Object.keys(fields)),
  ]);
});
