import { agent, demo } from "#test/e2e/browser/world.ts";
import { type Faces, verify } from "./face.ts";

/** Branch C: a request that an agent looks at, its question and the answer; at last, a link that expired. */
export const reviewFaces: Faces = async function* ({ language, signedIn, advance }) {
  const at = (page: string) => `/${language}/${page}`;
  const [reviewed] = demo(language, "review");
  const waiting = await signedIn(reviewed!.email);
  await verify(waiting, language, reviewed!);
  const organizationId = reviewed!.organizationId!;
  yield { name: "status-review", answer: await waiting.submit({ organizationId }) };
  yield { name: "portal-review", answer: await waiting.go(at("portal")) };

  const deciding = await signedIn(agent);
  yield { name: "reviews", answer: await deciding.go(at("reviews")) };
  const review = new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname;
  yield { name: "review", answer: await deciding.go(review.replace(/^\/\w+/u, `/${language}`)) };
  yield { name: "review-no-question", answer: await deciding.submit({ decision: "ask", comment: "" }) };
  yield { name: "review-asked", answer: await deciding.submit({ decision: "ask", comment: "Which site?" }) };
  yield { name: "status-asked", answer: await waiting.go(at("onboarding/status")) };
  yield { name: "tasks-answer", answer: await waiting.go(at("tasks")) };
  const question = await waiting.linkTo(reviewed!.email, "information-asked");
  yield { name: "link-answer", answer: await waiting.go(question) };
  yield { name: "link-answer-empty", answer: await waiting.submit({ answer: "" }) };
  yield { name: "tasks-answered", answer: await waiting.submit({ answer: "The one in the port." }) };
  yield { name: "link-answer-used", answer: await waiting.go(question) };
  const mails = [...(await waiting.mailTo(reviewed!.email)), ...(await deciding.mailTo(agent))];
  for (const { id, template } of mails.filter((mail) => mail.template !== "sign-in-code").slice(0, 5))
    yield { name: `mail-${template}`, mail: true, answer: await waiting.go(`/dev/mail/${id}`) };

  const [free] = demo(language, "organization");
  const late = await signedIn(free!.email);
  await verify(late, language, free!);
  await late.submit({ organizationId: free!.organizationId! });
  await advance("PT25H");
  yield { name: "link-expired", answer: await late.go(await late.linkTo(free!.email, "confirm-address")) };
  yield { name: "status-review-late", answer: await waiting.go(at("onboarding/status")) };
};
