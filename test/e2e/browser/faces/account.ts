import { accounts } from "#db/demo/accounts.ts";
import type { Tongue } from "#test/e2e/browser/world.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import type { Faces } from "./face.ts";

const place = { nl: accounts[0]!, fr: accounts[1]!, en: accounts[2]! } satisfies Record<Tongue, unknown>;

/** Access to a Smart Account: asked for, decided, managed. */
export const accountFaces: Faces = async function* ({ language, visitor, signedIn }) {
  const { domain, members } = place[language];
  const at = (page: string) => `/${language}/accounts${page}`;
  const email = `pat.asking@${domain}`;
  const asker = await signedIn(email, "Pat Asking");
  const administrator = await signedIn(members[0].email);
  const ask = at("/request-access");
  const enter = async (who: Visitor, domainIdentifier: string) => {
    await who.go(ask);
    return who.submit({ domainIdentifier });
  };

  yield { name: "access-empty", answer: await asker.go(at("")) };
  yield { name: "access-no-requests", answer: await asker.go(at("?tab=requests")) };
  yield { name: "access", answer: await administrator.go(at("")) };
  yield { name: "request-access", answer: await asker.go(ask) };
  yield {
    name: "request-access-unknown",
    answer: await asker.submit({ domainIdentifier: "nobody.example" }),
  };
  yield { name: "request-access-found", answer: await enter(asker, domain) };
  yield { name: "request-access-too-short", answer: await asker.submit({ reason: "short" }) };
  yield { name: "account-request-pending", answer: await asker.submit({ reason: "x".repeat(120) }) };
  yield { name: "request-access-open", answer: await enter(asker, domain) };
  yield { name: "request-access-held", answer: await enter(administrator, domain) };
  yield { name: "access-requests", answer: await asker.go(at("?tab=requests")) };
  const personal = await signedIn("pat.private@gmail.com", "Pat Private");
  yield { name: "request-access-personal", answer: await personal.go(ask) };

  yield { name: "account", answer: await administrator.go(at(`/${domain}`)) };
  yield { name: "account-requests", answer: await administrator.go(at(`/${domain}/requests`)) };
  const link = await administrator.linkTo(members[0].email, "request-to-decide");
  yield { name: "link-decide-account", answer: await administrator.go(link) };
  yield { name: "link-decide-account-refused", answer: await administrator.submit({ decision: "approve" }) };
  const given = { decision: "approve", role: "smart-account-user", scope: "all" };
  yield { name: "account-request-approved", answer: await administrator.submit(given) };
  yield { name: "account-requests-settled", answer: await administrator.go(at(`/${domain}/requests`)) };
  yield { name: "account-reader", answer: await asker.go(at(`/${domain}`)) };
  yield { name: "account-not-allowed", answer: await asker.go(at(`/${domain}/people`)) };

  yield { name: "account-people", answer: await administrator.go(at(`/${domain}/people`)) };
  yield {
    name: "account-people-refused",
    answer: await administrator.submit({ action: "associate", email: "nobody" }),
  };
  const remove = { action: "remove", email: `nobody@${domain}` };
  yield { name: "account-people-nobody", answer: await administrator.post(at(`/${domain}/people`), remove) };
  yield { name: "account-details", answer: await administrator.go(at(`/${domain}/details`)) };
  yield { name: "account-details-refused", answer: await administrator.submit({ accountName: "" }) };
  yield { name: "account-identifier", answer: await administrator.go(at(`/${domain}/identifier`)) };
  yield { name: "account-identifier-refused", answer: await administrator.submit({ action: "ask" }) };
  const another = { domainIdentifier: `new-${domain}`, reason: "The company has a new name." };
  yield {
    name: "account-identifier-asked",
    answer: await administrator.submit({ ...another, action: "ask" }),
  };
  yield {
    name: "account-identifier-withdraw",
    answer: await administrator.submit({ action: "withdraw" }, "withdraw"),
  };
  const parts = at(`/${domain}/virtual-accounts`);
  yield { name: "virtual-accounts", answer: await administrator.go(parts) };
  yield { name: "virtual-accounts-refused", answer: await administrator.submit({ action: "create" }) };
  await administrator.go(parts);
  yield {
    name: "virtual-accounts-rename-refused",
    answer: await administrator.submit({ action: "rename" }, "rename"),
  };
  yield { name: "account-history", answer: await administrator.go(at(`/${domain}/history`)) };
  const refused = `/${domain}/history?from=yesterday`;
  yield { name: "account-history-refused", answer: await administrator.go(at(refused)) };
  const mails = [...(await asker.mailTo(members[0].email)), ...(await asker.mailTo(email))];
  for (const { id, template } of mails)
    yield { name: `mail-account-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
