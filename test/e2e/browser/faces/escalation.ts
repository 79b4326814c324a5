import { agent, crowdedSite, entrant } from "#test/e2e/browser/world.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { type Faces, type Scene, verify } from "./face.ts";

const mailKinds = ["seat-reclaimed", "review-outcome", "reminder-to-decide", "request-opened-to-you"];

/** A reclaim, objected to and agreed to; then requests that nobody answers, until an agent has them. */
export const escalationFaces: Faces = async function* (scene) {
  const { portal, language, signedIn, visitor, advance } = scene;
  const at = (page: string) => `/${language}/${page}`;
  const status = at("onboarding/status");
  const who = (name: string) => entrant(language, name);
  const first = await again(who("first").email, scene);
  const second = await signedIn(who("second").email);
  await nominate(first, second, scene);

  const claimant = await asking("claimant", scene);
  const other = await asking("third", scene);
  await claimant.go(status);
  yield {
    name: "status-reclaim-too-long",
    answer: await claimant.submit({ action: "reclaim", comment: "x".repeat(1001) }, "reclaim"),
  };
  const comment = "Nobody of them has been here for a year.";
  yield {
    name: "status-reclaim-announced",
    answer: await claimant.submit({ action: "reclaim", comment }, "reclaim"),
  };
  yield { name: "status-reclaim-under-way", answer: await other.go(status) };
  yield { name: "tasks-reclaim", answer: await first.go(at("tasks")) };
  const link = await first.linkTo(who("first").email, "seat-reclaimed");
  yield { name: "link-reclaim", answer: await first.go(link) };
  yield { name: "link-reclaim-undecided", answer: await first.submit({}) };
  yield {
    name: "link-reclaim-too-long",
    answer: await first.submit({ comment: "x".repeat(1001), decision: "deny" }),
  };
  await first.submit({ decision: "deny", comment: "We are still here." });
  yield { name: "link-reclaim-used", answer: await first.go(link) };
  yield {
    name: "link-reclaim-settled",
    answer: await second.go(await second.linkTo(who("second").email, "seat-reclaimed")),
  };
  yield { name: "status-reclaim-objected", answer: await claimant.go(status) };

  await other.go(status);
  await other.submit({ action: "reclaim", comment: "" }, "reclaim");
  await second.go(await second.linkTo(who("second").email, "seat-reclaimed"));
  await second.submit({ decision: "approve" });
  yield { name: "status-reclaim-review", answer: await other.go(status) };
  const still = await first.linkTo(who("first").email, "seat-reclaimed");
  yield { name: "link-reclaim-review", answer: await first.go(still) };
  const deciding = await signedIn(agent);
  const [review] = await deciding.mailTo(agent, "review-waiting");
  await deciding.post(new URL(review!.links[0]!).pathname, { decision: "ask", comment: "Since when?" });
  yield { name: "status-reclaim-asked", answer: await other.go(status) };
  await deciding.post(new URL(review!.links[0]!).pathname, {
    decision: "refuse",
    comment: "They are there.",
  });
  yield { name: "status-reclaim-refused", answer: await other.go(status) };

  await advance("P15D");
  await fetch(`${portal.url}/dev/cron`, { method: "POST" });
  yield { name: "status-with-agent", answer: await claimant.go(status) };
  const mails = await Promise.all(
    ["first", "second", "claimant"].map((name) => claimant.mailTo(who(name).email)),
  );
  for (const { id, template } of mails.flat().filter((mail) => mailKinds.includes(mail.template)))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};

/** Somebody for whom a code may be out that nobody has entered yet: another one would have to wait. */
async function again(email: string, { language, visitor, signedIn }: Scene): Promise<Visitor> {
  const someone = visitor();
  const [mail] = await someone.mailTo(email, "sign-in-code");
  const answer = await someone.post(`/${language}/sign-in/code`, { email, code: mail?.code ?? "" });
  return answer.status === 303 ? someone : signedIn(email);
}

async function nominate(first: Visitor, second: Visitor, { language }: Scene) {
  const { email } = entrant(language, "second");
  await first.post(`/${language}/organizations/${crowdedSite(language)}/administrators`, {
    action: "nominate",
    email,
  });
  await second.go(await second.linkTo(email, "accept-terms"));
  await second.submit({ acceptTerms: "yes" });
}

/** Somebody of the crowded company who asks its administrator for access. */
async function asking(name: string, { language, signedIn }: Scene): Promise<Visitor> {
  const one = entrant(language, name);
  const someone = await signedIn(one.email, one.name);
  await verify(someone, language, one);
  await someone.submit();
  return someone;
}
