import { crowdedSite, entrant } from "#test/e2e/browser/world.ts";
import type { Faces } from "./face.ts";

/** Keys of collectors, by the administrator that branch B has made, and what the first page shows of a list that came. */
export const collectorFaces: Faces = async function* ({ portal, language, signedIn, advance }) {
  const here = `/${language}/organizations/${crowdedSite(language)}/devices/collector`;
  const { email, name } = entrant(language, "first");
  await advance("PT31S");
  const first = await signedIn(email, name);
  yield { name: "portal-without-devices", answer: await first.go(`/${language}/portal`) };
  yield { name: "collector-empty", answer: await first.go(here) };
  yield { name: "collector-refused", answer: await first.submit({ action: "create", name: "" }) };
  const made = await first.submit({ action: "create", name: "Inventory" });
  yield { name: "collector-created", answer: made };

  const [, secret = ""] = /data-secret[^>]*><code>([^<]+)</u.exec(made.body) ?? [];
  const [path = ""] = /\/collect\/[\w-]+/u.exec(made.body) ?? [];
  const send = async (body: string) => {
    const headers = { authorization: `Bearer ${secret}`, "content-type": "text/csv" };
    const answer = await fetch(portal.url + path, { method: "POST", headers, body });
    if (!answer.body) throw new Error("nothing was answered");
    await answer.body.cancel();
  };
  await send("host_name,ip_address,serial_number,product_id\na,10.0.0.1,FDO2201G84V,AS-1\n");
  yield { name: "collector-working", answer: await first.go(here) };
  yield { name: "portal-with-devices", answer: await first.go(`/${language}/portal`) };
  await send("nothing");
  yield { name: "collector-refused-list", answer: await first.go(here) };
  await first.post(here, { action: "end", name: "Inventory", confirmed: "yes" });
  yield { name: "collector-ended", answer: await first.go(here) };
};
