import { demo } from "#test/e2e/browser/world.ts";
import { type Faces, verify } from "./face.ts";

/** Branch A: somebody asks the administrator in office, follows the request, withdraws it; access held; hand-over. */
export const requestFaces: Faces = async function* ({ language, visitor, signedIn }) {
  const at = (page: string) => `/${language}/${page}`;
  const [asking] = demo(language, "administrator");
  const [held] = demo(language, "accessHeld");
  const requester = await signedIn(asking!.email);
  const administrator = await signedIn(held!.email);
  yield { name: "confirm", answer: await verify(requester, language, asking!) };
  yield { name: "status-requested", answer: await requester.submit() };
  yield { name: "requests", answer: await requester.go(at("requests")) };
  yield { name: "portal-requesting", answer: await requester.go(at("portal")) };
  yield { name: "tasks-decide", answer: await administrator.go(at("tasks")) };
  const link = await administrator.linkTo(held!.email, "request-to-decide");
  yield { name: "link-decide", answer: await administrator.go(link) };
  yield { name: "link-decide-signed-out", answer: await visitor().go(link) };
  await requester.go(at("onboarding/status"));
  yield {
    name: "status-withdrawn",
    answer: await requester.submit({ action: "withdraw", confirmed: "yes" }),
  };
  yield { name: "link-withdrawn", answer: await administrator.go(link) };
  yield { name: "access-held", answer: await verify(administrator, language, held!) };

  yield { name: "hand-over", answer: await requester.go(at("onboarding/hand-over")) };
  yield { name: "hand-over-empty", answer: await requester.submit({ email: "", language }) };
  const colleague = `right.colleague@${held!.email.split("@")[1]}`;
  yield { name: "hand-over-sent", answer: await requester.submit({ email: colleague, language }) };
  const mails = [...(await administrator.mailTo(held!.email)), ...(await administrator.mailTo(colleague))];
  for (const { id, template } of mails)
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
