import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { signedIn, startDemo, verify } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({
    rows: {
      organizations: [
        "xorg,,X Works,1 Mill Lane,Leeds,LS1 0ZZ,,GB,xworks.example",
        "yorg,,Y Works,2 Mill Lane,Leeds,LS1 0ZZ,,GB,yworks.example",
        "ysite,yorg,Y Site,3 Mill Lane,Leeds,LS1 0ZZ,,GB,",
      ],
      contracts: [
        "700000001,SP Base,xorg,2024-01-01,2034-12-31",
        "700000002,SP Base,yorg,2024-01-01,2034-12-31",
      ],
      devices: ["XYDEV1,AR-1200,700000001,ysite", "YYDEV2,AR-1200,700000002,yorg"],
      entitlements: ["700000001,pat@xworks.example,", "700000002,kim@yworks.example,"],
    },
  });
});
afterAll(() => portal?.stop());

test("what is below an administrator is not offered, and asking for it by hand blocks nothing else", async () => {
  const kim = await signedIn(portal, "kim@yworks.example");
  await verify(kim, "en", { contractNumber: "700000002", serialNumber: "YYDEV2" });
  await kim.submit({ organizationId: "yorg" });
  await kim.post(await kim.linkTo("kim@yworks.example", "confirm-address"));
  const pat = await signedIn(portal, "pat@xworks.example");

  const chooser = await verify(pat, "en", { contractNumber: "700000001", serialNumber: "XYDEV1" });
  const above = await pat.post("/en/onboarding/organization", { organizationId: "yorg" });
  const below = await pat.post("/en/onboarding/organization", { organizationId: "ysite" });
  const again = await pat.go("/en/onboarding/organization");
  const chosen = await pat.submit({ organizationId: "xorg" });
  await pat.post(await pat.linkTo("pat@xworks.example", "confirm-address"));
  const done = await pat.go("/en/onboarding/status");

  for (const page of [chooser, again]) {
    const offered = page.find('input[name="organizationId"]').map(({ attributes }) => attributes["value"]);
    expect(page).toMatchObject({ status: 200, page: "organization" });
    expect(offered).toEqual(["xorg", "none"]);
  }
  expect([above.status, below.status]).toEqual([409, 409]);
  expect(chosen.page).toBe("check-email");
  expect(done).toMatchObject({ page: "status", state: "administrator" });
});
