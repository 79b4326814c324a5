import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorSettings } from "#test/helpers/operator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { agents, mailsTo, signedIn, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo();
});
afterAll(() => portal?.stop());

test("a requester's name is only text in the message to the administrator: no token comes of it", async () => {
  const one = tryOf("pieter.claes@noorderkaai.example");
  const visitor = await signedIn(portal, one.email);
  await visitor.post("/en/profile", { name: "P ~link~token~ {{token}} {{link}} $t(x) %s ~sign~in~code~" });
  await verify(visitor, "en", one);

  await visitor.submit();
  const [mail] = await mailsTo(portal, "els.wouters@noorderkaai.example", "request-to-decide");
  const link = mail!.links[0]!;
  const token = link.split("/").at(-1)!;

  expect(token).toMatch(/^d[\w-]{43}$/u);
  expect(mail!.subject).not.toContain(token);
  expect(mail!.text.replaceAll(link, "")).not.toContain(token);
  expect(mail!.html.replaceAll(link, "")).not.toContain(token);
  expect(mail!.text).toContain("{{token}} {{link}} $t(x) %s");
});

test("names lose what nobody sees, and name no address", async () => {
  const visitor = await signedIn(portal, "amir@odd-names.example");

  await visitor.post("/en/profile", { name: "\u202EAm\u200Bir\u0007\uFEFF \u2066Kh\u0000an\u2069\u200D" });
  const kept = (await visitor.go("/en/profile")).field("name");
  const empty = await visitor.post("/en/profile", { name: "\u200B\u202E\u0007" });
  const addresses = [
    await visitor.post("/en/profile", { name: "Amir https://evil.example" }),
    await visitor.post("/en/profile", { name: "Amir hTTp:/\u200B/evil.example" }),
    await visitor.post("/en/profile", { name: "WWW.evil.example" }),
  ];

  expect(kept).toBe("Amir Khan");
  expect(empty.errors).toEqual({ name: "profile.errors.nameRequired" });
  expect(addresses.map(({ status, errors }) => [status, errors])).toEqual(
    Array(3).fill([422, { name: "profile.errors.nameAddress" }]),
  );
});

test("a stranger neither speaks for the provider by a name nor states it as company, and its own people do", async () => {
  const stranger = await signedIn(portal, "sophie@odd-names.example");
  const agent = await signedIn(portal, agents[0], "en", "Robin Agent");

  const names = await Promise.all(
    ["Sophie (Ardenne Support)", "Sophie from Ardenne", "Your provider"].map((name) =>
      stranger.post("/en/profile", { name }),
    ),
  );
  const stated = await stranger.post("/en/profile", { name: "Sophie", company: "Ardenne Networks" });
  const others = await stranger.post("/en/profile", { name: "S.Dupont", company: "La Passerelle" });
  const own = await agent.post("/en/profile", { name: "Robin Agent", company: "Ardenne Networks" });

  expect(names.map(({ status, errors }) => [status, errors])).toEqual(
    Array(3).fill([422, { name: "profile.errors.nameOurs" }]),
  );
  expect([stated.status, stated.errors]).toEqual([422, { company: "profile.errors.companyOurs" }]);
  expect([others.status, own.status]).toEqual([303, 303]);
  expect((await stranger.go("/en/profile")).field("name")).toBe("S. Dupont");
});

test("whoever is called as a setting is, is called so everywhere and as nobody else", async () => {
  const [name, contact] = ["OPERATOR_NAME", "OPERATOR_DATA_CONTACT"];
  const visitor = await signedIn(portal, "olga@odd-names.example", "en", name);
  await visitor.go("/en/accounts/request-access");
  await visitor.submit({ domainIdentifier: "castleford-rail.example" });
  await visitor.submit({ reason: `Ask ${contact}` });
  const administrator = "priya.nair@castleford-rail.example";
  const priya = await signedIn(portal, administrator);
  const [mail] = await mailsTo(portal, administrator, "request-to-decide");

  const page = await priya.go(new URL(mail!.links[0]!).pathname);
  const terms = await priya.go("/en/legal/terms-2");

  expect(page.text).toContain(name);
  expect(page.text).toContain(`Ask ${contact}`);
  expect(page.text).not.toContain(operatorSettings[name]);
  expect(terms.text).toContain(operatorSettings[name]);
});
