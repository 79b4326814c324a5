import { afterAll, beforeAll, expect, test } from "vitest";
import { masked } from "#src/domain/email.ts";
import { type Managed, startManaged } from "./managed.ts";

let managed: Managed;
beforeAll(async () => {
  managed = await startManaged();
});
afterAll(() => managed.stage.portal.stop());

/** What the last message of a template to somebody has beside the name of the first administrator. */
async function besideName(template: string) {
  const [giver, , , reader] = managed.colleagues;
  const [mail] = (await managed.first.mailTo(reader!.email, template)).slice(-1);
  const { name, email } = giver!;
  return [email, masked(email)].filter((address) => mail!.text.includes(`${name} (${address})`));
}

test("whoever is given something reads by whom, with the address; whoever loses it, with whose address it is", async () => {
  const { first, people, colleagues } = managed;
  const [giver, , , reader] = colleagues;
  const { email } = reader!;

  await people(first, "associate", { email, role: "customer-user" });
  const given = await besideName("access-granted");
  await people(first, "remove", { email });
  const ended = await besideName("access-changed");

  expect(given).toEqual([giver!.email]);
  expect(ended).toEqual([masked(giver!.email)]);
});

test("administrators read who has stepped down, by name and address", async () => {
  const { first, second, administrators, colleagues } = managed;

  const answer = await administrators(second, "step-down");
  const [mail] = await first.mailTo(colleagues[0]!.email, "administrator-changed");

  expect(answer.status).toBe(303);
  expect(mail!.text).toContain(colleagues[1]!.name);
  expect(mail!.text).toContain(colleagues[1]!.email);
});
