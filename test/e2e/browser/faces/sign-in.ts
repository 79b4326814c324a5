import { authenticator, optionsOn } from "#test/helpers/authenticator.ts";
import { entrant } from "#test/e2e/browser/world.ts";
import type { Faces } from "./face.ts";

/** From the address to the name, with what can go wrong. */
export const signInFaces: Faces = async function* ({ portal, language, visitor, signedIn }) {
  const someone = visitor();
  const { email } = entrant(language, "newcomer");
  yield { name: "sign-in", answer: await someone.go(`/${language}/sign-in`) };
  yield { name: "sign-in-empty", answer: await someone.submit({ email: "" }) };
  yield { name: "sign-in-malformed", answer: await someone.submit({ email: "robin@" }) };
  yield { name: "sign-in-needed", answer: await someone.go(`/${language}/onboarding/verify`) };
  yield { name: "sign-in-lost", answer: await visitor().go(`/${language}/sign-in/code`) };
  yield { name: "sign-in-provider-away", answer: await visitor().go("/sign-in/oidc") };
  yield {
    name: "sign-in-provider-unfinished",
    answer: await visitor().go(`/${language}/sign-in?problem=unfinished`),
  };
  yield { name: "sign-in-signed-out", answer: await visitor().go(`/${language}/sign-in?out=yes`) };
  await someone.go(`/${language}/sign-in`);
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
  yield { name: "sessions-one", answer: await someone.go(`/${language}/profile/sessions`) };
  await signedIn(email);
  yield { name: "sessions-several", answer: await someone.go(`/${language}/profile/sessions`) };
  const mover = `mover.${email}`;
  const moved = `moved.${email}`;
  const moving = await signedIn(mover);
  yield { name: "address-none", answer: await moving.go(`/${language}/profile/address`) };
  yield { name: "address-errors", answer: await moving.submit({ action: "ask", email: "robin@" }) };
  yield { name: "address-asked", answer: await moving.submit({ action: "ask", email: moved }) };
  for (const to of [mover, moved])
    for (const { id, template } of await moving.mailTo(to, "address-change"))
      yield {
        name: `mail-${template}-${to.split(".")[0]!}`,
        mail: true,
        answer: await visitor().go(`/dev/mail/${id}`),
      };
  const confirming = await moving.linkTo(moved, "address-change");
  yield { name: "link-change-address-out", answer: await visitor().go(confirming) };
  yield {
    name: "link-change-address-old",
    answer: await moving.go(await moving.linkTo(mover, "address-change")),
  };
  yield { name: "address-half", answer: await moving.submit({ decision: "approve" }) };
  yield { name: "link-change-address-new", answer: await moving.go(confirming) };
  yield { name: "address-made-sign-in", answer: await moving.submit({ decision: "approve" }) };
  const back = await signedIn(moved);
  yield { name: "address-made", answer: await back.go(`/${language}/profile/address`) };
  for (const { id, template } of await back.mailTo(mover, "address-changed"))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
  const objecting = await signedIn(mover);
  yield {
    name: "link-object-to-change",
    answer: await objecting.go(await back.linkTo(mover, "address-changed")),
  };
  yield { name: "passkeys-none", answer: await someone.go(`/${language}/profile/passkeys`) };
  yield { name: "passkeys-nothing", answer: await someone.submit({ name: "Phone" }) };
  const device = authenticator(portal.url);
  const credential = device.create(optionsOn(await someone.go(`/${language}/profile/passkeys`)));
  yield { name: "passkeys-some", answer: await someone.submit({ name: "Phone", credential }) };
  const passkey = someone.last!.field("passkey")!;
  yield {
    name: "passkeys-check",
    answer: await someone.post(`/${language}/profile/passkeys`, { action: "remove", passkey }),
  };
  for (const { id, template } of await someone.mailTo(email, "passkeys-changed"))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
  const half = await signedIn(email);
  yield { name: "sign-in-passkey", answer: half.last! };
  yield { name: "sign-in-passkey-refused", answer: await half.submit({ credential: "{}" }) };
  yield { name: "data", answer: await someone.go(`/${language}/profile/data`) };
  yield { name: "data-check", answer: await someone.submit({ action: "erase" }, "erase") };
  yield { name: "portal-new", answer: await someone.go(`/${language}/portal`) };
  yield { name: "tasks-empty", answer: await someone.go(`/${language}/tasks`) };
  for (let number = 0; number < 11; number += 1)
    await visitor().post(`/${language}/sign-in`, { email: `used.up@${language}.example` });
  const stranger = visitor();
  await stranger.go(`/${language}/sign-in`);
  yield { name: "sign-in-used-up", answer: await stranger.submit({ email: `used.up@${language}.example` }) };
  const [told] = await stranger.mailTo(`used.up@${language}.example`, "sign-in-codes-used-up");
  const { pathname, search } = new URL(told!.links[0]!);
  yield { name: "sign-in-mailed", answer: await stranger.go(pathname + search) };
  yield { name: "status-none", answer: await someone.go(`/${language}/onboarding/status`) };
};
