import type { Faces } from "./face.ts";

/** Somebody who has never signed in: the invitation, how it is refused for ever, and how a page says that mail comes later. */
export const invitationFaces: Faces = async function* ({ language, signedIn, visitor }) {
  const invited = `never.${language}@invited.example`;
  const inviter = await signedIn(`inviter.${language}@inviting.example`, "Ann Peeters");
  await inviter.post(`/${language}/onboarding/hand-over`, { email: invited, language });
  const [mail] = await inviter.mailTo(invited);
  yield { name: "mail-invitation", mail: true, answer: await visitor().go(`/dev/mail/${mail!.id}`) };
  const stranger = visitor();
  const { pathname, search } = new URL(mail!.links[0]!);
  yield { name: "sign-in-invited", answer: await visitor().go(pathname + search) };
  yield { name: "never-again", answer: await stranger.go(new URL(mail!.links.at(-1)!).pathname) };
  yield { name: "never-again-done", answer: await stranger.submit() };
  yield { name: "gathered", answer: await inviter.go(`/${language}/onboarding/hand-over?gathered=yes`) };
};
