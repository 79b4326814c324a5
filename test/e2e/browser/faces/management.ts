import { crowdedSite, entrant } from "#test/e2e/browser/world.ts";
import type { Faces } from "./face.ts";

/** Access management, by the administrator that branch B has made, a nominee, a manager and a user. */
export const managementFaces: Faces = async function* ({ language, signedIn, visitor, advance }) {
  const at = (page: string) => `/${language}/${page}`;
  const here = (part = "") => at(`organizations/${crowdedSite(language)}${part}`);
  const address = (who: string) => `${who}@crowded-${language}.example`;
  const { email, name } = entrant(language, "first");
  await advance("PT31S");
  const first = await signedIn(email, name);
  yield { name: "organizations", answer: await first.go(at("organizations")) };
  yield { name: "organization", answer: await first.go(here()) };
  yield { name: "people", answer: await first.go(here("/people")) };
  yield {
    name: "people-refused",
    answer: await first.submit({ action: "associate", email: "me@gmail.com" }),
  };
  yield {
    name: "people-associated",
    answer: await first.submit({
      action: "associate",
      email: address("manager"),
      role: "customer-administrator",
    }),
  };
  await first.submit({ action: "associate", email: address("user"), role: "customer-user" });
  yield { name: "people-several", answer: await first.go(here("/people?several=yes")) };
  const pasted = `Name;Email\nAlix;${address("one")}\nBo;${address("two")}\nMe;me@gmail.com`;
  const several = { action: "associate-several", emails: pasted, role: "customer-user" };
  yield { name: "people-several-check", answer: await first.post(here("/people?several=yes"), several) };
  yield {
    name: "people-several-refused",
    answer: await first.post(here("/people?several=yes"), { ...several, emails: "", role: "" }),
  };
  yield { name: "people-found", answer: await first.go(here("/people?person=Robin")) };
  yield { name: "people-not-found", answer: await first.go(here("/people?person=Nobody")) };
  yield { name: "administrators-last", answer: await first.go(here("/administrators")) };
  yield { name: "administrators-stay", answer: await first.submit({ action: "step-down" }, "step-down") };
  yield { name: "administrators-refused", answer: await first.submit({ action: "nominate", email }) };
  await first.go(here("/administrators"));
  yield {
    name: "administrators-nominated",
    answer: await first.submit({ action: "nominate", email: address("nominee"), language }),
  };
  yield { name: "people-last-stays", answer: await remove(email) };

  const nominee = await signedIn(address("nominee"), "Alix Nominee");
  yield { name: "portal-nominated", answer: await nominee.go(at("portal")) };
  yield { name: "organization-nominated", answer: await nominee.go(here()) };
  yield { name: "people-not-allowed", answer: await nominee.go(here("/people")) };
  const terms = await nominee.linkTo(address("nominee"), "accept-terms");
  yield { name: "link-terms-nominated", answer: await nominee.go(terms) };
  yield { name: "organization-accepted", answer: await nominee.submit({ acceptTerms: "yes" }) };
  yield { name: "administrators-several", answer: await nominee.go(here("/administrators")) };

  const manager = await signedIn(address("manager"), "Maxim Manager");
  yield { name: "organization-manager", answer: await manager.go(here()) };
  yield { name: "people-manager", answer: await manager.go(here("/people")) };
  yield {
    name: "people-taking",
    answer: await manager.post(here("/people"), {
      action: "take",
      role: "customer-user",
      email: address("user"),
      confirmed: "yes",
    }),
  };
  const user = await signedIn(address("user"), "Ulla User");
  yield { name: "organization-reader", answer: await user.go(here()) };
  const taking = { action: "take", role: "customer-user", email: address("user") };
  yield { name: "people-take-check", answer: await first.post(here("/people"), taking) };
  yield { name: "people-taken", answer: await first.submit() };
  yield { name: "organizations-empty", answer: await user.go(at("organizations")) };

  yield { name: "history", answer: await first.go(here("/history")) };
  yield { name: "history-refused", answer: await first.go(here("/history?from=2026-13-40&person=Robin")) };
  yield { name: "history-empty", answer: await first.go(here("/history?from=2020-01-01&to=2020-01-02")) };
  const mails = await Promise.all(
    [address("nominee"), address("manager"), address("user"), email].map((to) => visitor().mailTo(to)),
  );
  const told = ["accept-terms", "access-granted", "access-changed", "administrator-changed"];
  for (const template of told) {
    const mail = mails.flat().find((one) => one.template === template)!;
    yield {
      name: `mail-managed-${template}`,
      mail: true,
      answer: await visitor().go(`/dev/mail/${mail.id}`),
    };
  }

  async function remove(whom: string) {
    await first.go(here("/people"));
    return first.post(here("/people"), { action: "remove", email: whom });
  }
};
