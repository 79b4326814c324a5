import { freePort } from "#db/local/port.ts";
import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import { type Claims, settingsFor, startProvider } from "#test/helpers/oidc/world.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { sql, startDemo } from "./world.ts";

/** The demo world with passkeys, in a portal of its own where a provider signs people in. */
export async function startWithProvider(databaseThrough?: (url: string) => Promise<string>) {
  const port = await freePort();
  const portal = await startDemo({
    env: { PORTAL_PASSKEYS: "1", ...settingsFor(`http://127.0.0.1:${port}`) },
    ...(databaseThrough && { databaseThrough }),
  });
  const provider = await startProvider(portal.url, port);
  return {
    portal,
    provider,
    database: sql(portal),
    async stop() {
      await provider.stop();
      await portal.stop();
    },
  };
}

let number = 0;

/** Somebody with a proven address, whom the portal has not seen. */
export const newcomer = (more: Partial<Claims> = {}): Claims & { readonly email: string } => {
  number += 1;
  const email = `person.${number}@harrow-wren.example`;
  return { sub: `subject-${number}`, email, email_verified: true, name: "Robin Tester", ...more };
};

/** The address with which the provider leads back to the portal, not gone to yet. */
export async function wayBack(browser: Visitor, claims: Claims, start = "/sign-in/oidc"): Promise<string> {
  await browser.go(start);
  let answer = await browser.send({ claims: JSON.stringify(claims) });
  while (!answer.path.startsWith("/sign-in/oidc/callback"))
    answer = await browser.request("GET", answer.path);
  return answer.path;
}

/** Somebody who is signed in changes to another address, which both mailboxes confirm. */
export async function readdress(who: Visitor, from: string, to: string) {
  await who.post("/en/profile/address", { action: "ask", email: to });
  for (const email of [from, to])
    await who.post(await who.linkTo(email, "address-change"), { decision: "approve" });
}

export async function addPasskey(who: Visitor, device = authenticator(who.base)) {
  const credential = device.create(optionsOn(await who.go("/en/profile/passkeys")));
  return who.submit({ name: "Phone", credential });
}

/** The identities of whoever has an address. */
export const identitiesIn = async (database: ReturnType<typeof sql>, email: string) =>
  (
    await database(
      "select a.account_id as id from account a join person p on p.id = a.user_id where p.email = ?",
      email,
    )
  ).map(({ id }) => id);
