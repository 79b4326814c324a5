import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { mailsTo, signedIn, startDemo, verify } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({
    rows: {
      entitlements: [
        "211857149,colleague@brouwerij-de-linde.example,",
        "211857149,former@brouwerij-de-linde.example,2025-06-30",
      ],
    },
  });
});
afterAll(() => portal?.stop());

const handOver = "/en/onboarding/hand-over";

test.each([
  ["a stranger", ["", ""], "stranger@elsewhere.example"],
  ["somebody who was entitled once", ["", ""], "former@brouwerij-de-linde.example"],
  ["an entitled colleague", ["211857149", "FOC2102MTV7"], "colleague@brouwerij-de-linde.example"],
])("when %s is invited, the form begins with %j", async (_, numbers, email) => {
  const inviter = await signedIn(portal, "bram.desmet@brouwerij-de-linde.example");
  await verify(inviter, "en", { contractNumber: "211857149", serialNumber: "FOC2102MTV7" });
  await inviter.post(handOver, { email });
  const invited = await signedIn(portal, email);

  const answer = await invited.go("/en/onboarding/verify");

  expect([answer.field("contractNumber"), answer.field("serialNumber")]).toEqual(numbers);
});

test("nobody invites from a personal address", async () => {
  const visitor = await signedIn(portal, "somebody@gmail.com");

  const answer = await visitor.post(handOver, { email: "target@bigcorp.example" });

  expect([answer.status, answer.errors]).toEqual([
    422,
    { form: "onboarding.handOver.errors.inviterPersonal" },
  ]);
  expect(await mailsTo(portal, "target@bigcorp.example", "hand-over")).toEqual([]);
});

test("the sign-in code of an invited newcomer comes in the language that the inviter chose", async () => {
  const email = "nouveau@languages.example";
  const inviter = await signedIn(portal, "inviter@languages.example");
  await inviter.post(handOver, { email, language: "fr" });

  await new Visitor(portal.url).post("/nl/sign-in", { email });

  expect(await mailsTo(portal, email, "sign-in-code")).toMatchObject([{ language: "fr" }]);
});
