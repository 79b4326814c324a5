import { entrant } from "#test/e2e/browser/world.ts";
import { type Faces, verify } from "./face.ts";

/** Somebody asks; the administrator asks back, approves; the next one is denied: what both of them see. */
export const decideFaces: Faces = async function* ({ language, visitor, signedIn, advance }) {
  const at = (page: string) => `/${language}/${page}`;
  const held = entrant(language, "first");
  const asking = entrant(language, "asking");
  await advance("PT1M");
  const decider = await signedIn(held.email);
  const requester = await signedIn(asking.email, asking.name);
  const asked = async () => {
    await verify(requester, language, asking);
    await requester.submit();
    return decider.linkTo(held.email, "request-to-decide");
  };

  const link = await asked();
  await decider.go(link);
  yield { name: "link-decide-refused", answer: await decider.submit({ decision: "deny" }) };
  yield {
    name: "organization-request-waiting",
    answer: await decider.submit({ decision: "ask", comment: "?" }),
  };
  yield { name: "link-decide-asked", answer: await decider.go(link) };
  yield { name: "status-question", answer: await requester.go(at("onboarding/status")) };
  const question = await requester.linkTo(asking.email, "information-asked");
  yield { name: "link-answer-request", answer: await requester.go(question) };
  await requester.submit({ answer: "!" });
  await requester.go(at("onboarding/status"));
  yield { name: "status-reminded", answer: await requester.submit({ action: "remind" }, "remind") };
  const [mine] = (await requester.go(at("requests"))).find("table a");
  const own = String(mine!.attributes["href"]);
  yield { name: "request-pending", answer: await requester.go(own) };
  const anew = await decider.linkTo(held.email, "answer-received");
  await decider.go(anew);
  const denied = { decision: "deny", comment: "Not in this part of the company.", acceptTerms: "yes" };
  yield { name: "tasks-denied", answer: await decider.submit(denied) };
  yield { name: "link-decide-denied", answer: await decider.go(anew) };
  yield { name: "status-denied", answer: await requester.go(at("onboarding/status")) };
  yield { name: "request-denied", answer: await requester.go(own) };

  const again = await asked();
  await decider.go(again);
  const approved = { decision: "approve", role: "customer-user" };
  const request = await decider.submit(approved);
  yield { name: "organization-request-approved", answer: request };
  yield { name: "organization-requests", answer: await decider.go(request.path.replace(/\/[^/]*$/u, "")) };
  yield { name: "status-granted", answer: await requester.go(at("onboarding/status")) };

  const mails = [...(await decider.mailTo(held.email)), ...(await decider.mailTo(asking.email))];
  for (const { id, template } of mails)
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
