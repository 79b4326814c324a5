import { agent } from "#test/e2e/browser/world.ts";
import { type Faces, until } from "./face.ts";

const company = {
  companyName: "Établissements Vandenbrouckère-Delahaye, conditionnement et logistique du froid",
  country: "US",
  address: "One Great Northern Refrigeration and Warehousing Boulevard",
  address2: "",
  city: "Irvine",
  region: "California",
  postalCode: "92617",
};

/** A Smart Account from the first question to the last answer: for one's own company. */
export const ownAccountFaces: Faces = async function* ({ portal, language, visitor, signedIn, advance }) {
  const at = (page: string) => `/${language}/${page}`;
  const domain = `cold-storage-and-logistics-${language}.example`;
  const me = await signedIn(`requester@${domain}`, "Robin Requester");
  const chief = `chief@${domain}`;
  yield { name: "account-authorization", answer: await me.go(at("accounts/new/authorization")) };
  yield { name: "account-authorization-empty", answer: await me.submit({}) };
  yield {
    name: "account-authorization-refused",
    answer: await me.submit({
      authority: "other",
      authorizerEmail: "chief@gmail.com",
      message: "x".repeat(1001),
    }),
  };
  yield {
    name: "account-identity",
    answer: await me.submit({
      authority: "other",
      authorizerEmail: chief,
      message: "For the licenses of all our sites, as discussed with everybody",
    }),
  };
  yield {
    name: "account-identity-refused",
    answer: await me.submit({ domainIdentifier: "co.uk", accountName: "C" }),
  };
  yield {
    name: "account-company",
    answer: await me.submit({ domainIdentifier: domain, accountName: "Cold Storage and Logistics Holdings" }),
  };
  yield { name: "account-company-refused", answer: await me.submit({ provideCompany: "yes" }) };
  yield {
    name: "account-administrators",
    answer: await me.submit({ provideCompany: "yes", ...company }),
  };
  yield {
    name: "account-administrators-refused",
    answer: await me.submit({ adminEmails: `one@${domain}\none@${domain}` }),
  };
  yield {
    name: "account-review",
    answer: await me.submit({ adminEmails: `nominee@${domain}\ntwo@${domain}`, nominateSelf: "yes" }),
  };
  yield { name: "account-company-given", answer: await me.go(at("accounts/new/company")) };
  await me.go(at("accounts/new/review"));
  yield { name: "account-request-provisional", answer: await me.submit() };
  yield { name: "requests-account", answer: await me.go(at("requests")) };
  yield { name: "portal-account", answer: await me.go(at("portal")) };
  const other = await signedIn(`second@${domain}`);
  await other.go(at("accounts/new/authorization"));
  yield { name: "account-administrators-self", answer: await other.submit({ authority: "self" }) };
  yield {
    name: "account-identity-taken",
    answer: await other.submit({ domainIdentifier: domain, accountName: "Cold Storage" }),
  };

  const link = await me.linkTo(chief, "account-to-activate");
  yield { name: "link-activate-signed-out", answer: await visitor().go(link) };
  const boss = await signedIn(chief, "Chris Chief");
  yield { name: "tasks-activate", answer: await boss.go(at("tasks")) };
  yield { name: "link-activate", answer: await boss.go(link) };
  yield {
    name: "link-activate-refused",
    answer: await boss.submit({ companyName: "C", country: "", allow: `nominee@${domain}` }),
  };
  yield { name: "link-decline-refused", answer: await boss.submit({ comment: "" }, "decline") };
  await boss.go(link);
  await boss.submit({ acceptAgreement: "yes", allow: `nominee@${domain}` });
  yield { name: "link-activate-used", answer: await boss.go(link) };
  const accountPeople = at(`accounts/${domain}/people`);
  yield { name: "account-people-offered", answer: await boss.go(accountPeople) };
  const end = { action: "remove", email: `nominee@${domain}` };
  yield { name: "account-people-offer-check", answer: await boss.post(accountPeople, end) };
  const nominee = await signedIn(`nominee@${domain}`, "Noor Nominee");
  const nomination = await me.linkTo(`nominee@${domain}`, "nominated");
  yield { name: "link-nomination", answer: await nominee.go(nomination) };
  yield { name: "link-nomination-undecided", answer: await nominee.submit({}) };
  await nominee.submit({ decision: "approve" });
  yield { name: "link-nomination-used", answer: await nominee.go(nomination) };
  yield { name: "portal-account-in", answer: await nominee.go(at("portal")) };
  const sent = new URL((await me.mailTo(`requester@${domain}`, "account-activated"))[0]!.links[0]!).pathname;
  yield { name: "account-request-active", answer: await me.go(sent) };
  const mails = [
    ...(await me.mailTo(chief)),
    ...(await me.mailTo(`requester@${domain}`)),
    ...(await me.mailTo(`nominee@${domain}`)),
  ];
  for (const { id, template } of mails.filter((mail) => mail.template !== "sign-in-code"))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };

  const late = await signedIn(`late@late-${domain}`);
  const unreachable = `bounced@late-${domain}`;
  await late.go(at("accounts/new/authorization"));
  await late.submit({ authority: "other", authorizerEmail: unreachable });
  await late.submit({ domainIdentifier: `late-${domain}`, accountName: "Late" });
  await late.submit({});
  await late.submit({});
  const request = await late.submit();
  await until(async () => (await late.mailTo(unreachable))[0]?.status === "bounced");
  yield { name: "account-request-unreachable", answer: await late.go(request.path) };
  const dead = await late.linkTo(unreachable, "account-to-activate");
  await advance("P84D");
  await portal.cron();
  await advance("P7D");
  await portal.cron();
  yield { name: "account-request-expired", answer: await late.go(request.path) };
  yield { name: "account-authorization-prefilled", answer: await late.go(at("accounts/new/authorization")) };
  // Whose message has just come back is sent no code for an hour.
  await advance("PT2H");
  const gone = await signedIn(unreachable);
  yield { name: "link-activate-over", answer: await gone.go(dead) };
  for (const { id, template } of await late.mailTo(`late@late-${domain}`))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
  const personal = await signedIn(`robin.requester.${language}@gmail.com`);
  yield { name: "account-personal", answer: await personal.go(at("accounts/new/authorization")) };
};

/** For a customer, with an identifier that an agent looks at. */
export const customerAccountFaces: Faces = async function* ({ language, signedIn, visitor }) {
  const at = (page: string) => `/${language}/${page}`;
  const partner = await signedIn(`partner@partner-${language}.example`, "Pat Partner");
  yield { name: "account-for-customer", answer: await partner.go(at("accounts/for-customer")) };
  yield {
    name: "account-for-customer-refused",
    answer: await partner.submit({ customerEmail: "x", userEmails: "y" }),
  };
  yield {
    name: "account-for-customer-review",
    answer: await partner.submit({
      accountName: "Customer Works",
      customerEmail: `chief@holding-${language}.example`,
      domainIdentifier: `brand-${language}.example`,
      customerNote: "As agreed on the phone",
      userEmails: `user@holding-${language}.example`,
      userNote: "Welcome",
    }),
  };
  yield { name: "account-request-approval", answer: await partner.submit() };
  const deciding = await signedIn(agent);
  const review = new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname;
  yield { name: "review-identifier", answer: await deciding.go(review.replace(/^\/\w+/u, `/${language}`)) };
  await deciding.submit({ decision: "approve" });
  const link = await partner.linkTo(`chief@holding-${language}.example`, "account-to-activate");
  const chief = await signedIn(`chief@holding-${language}.example`);
  yield { name: "link-activate-customer", answer: await chief.go(link) };
  await chief.submit({ comment: "We have one already" }, "decline");
  for (const { id, template } of await partner.mailTo(`partner@partner-${language}.example`))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
