import { entrant } from "#test/e2e/browser/world.ts";
import type { Faces } from "./face.ts";

/** From the address to the name, with what can go wrong. */
export const signInFaces: Faces = async function* ({ language, visitor }) {
  const someone = visitor();
  const { email } = entrant(language, "newcomer");
  yield { name: "sign-in", answer: await someone.go(`/${language}/sign-in`) };
  yield { name: "sign-in-empty", answer: await someone.submit({ email: "" }) };
  yield { name: "sign-in-malformed", answer: await someone.submit({ email: "robin@" }) };
  yield { name: "sign-in-needed", answer: await someone.go(`/${language}/onboarding/verify`) };
  yield { name: "code", answer: await someone.submit({ email }) };
  yield { name: "code-empty", answer: await someone.submit({ code: "" }) };
  yield { name: "code-wrong", answer: await someone.submit({ code: "000000" }) };
  yield { name: "code-resend-throttled", answer: await someone.submit({}, "again") };
  const [mail] = await someone.mailTo(email, "sign-in-code");
  await someone.go(`/${language}/sign-in/code`);
  yield { name: "profile-first", answer: await someone.submit({ code: mail!.code! }) };
  yield { name: "profile-first-empty", answer: await someone.submit({ name: "" }) };
  await someone.submit({ name: "Robin Newcomer" });
  yield { name: "profile", answer: await someone.go(`/${language}/profile`) };
  yield {
    name: "profile-errors",
    answer: await someone.submit({ name: "x".repeat(300), phone: "call me", company: "y".repeat(400) }),
  };
  yield { name: "portal-new", answer: await someone.go(`/${language}/portal`) };
  yield { name: "tasks-empty", answer: await someone.go(`/${language}/tasks`) };
  yield { name: "status-none", answer: await someone.go(`/${language}/onboarding/status`) };
};
