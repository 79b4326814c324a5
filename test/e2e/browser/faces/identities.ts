import { entrant } from "#test/e2e/browser/world.ts";
import { sql } from "#test/e2e/http/world.ts";
import type { Faces } from "./face.ts";

/** Accounts at a provider of sign-ins: one that is accepted, and one that is not any more. */
export const identityFaces: Faces = async function* ({ portal, language, visitor, signedIn }) {
  const { email } = entrant(language, "linked");
  const here = `/${language}/profile/sessions`;
  const database = sql(portal);
  const someone = await signedIn(email);
  const link = async (issuer: string) => {
    const identity = `${issuer} of ${email}`;
    await database(
      `insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
        select ?, 'subject of ' || id, ?, id, ?, ? from person where email = ?`,
      identity,
      issuer,
      Date.now(),
      Date.now(),
      email,
    );
    return { action: "end-identity", identity };
  };
  const first = await link("https://login.before.example/realms/everybody");
  yield { name: "sessions-service", answer: await someone.go(here) };
  yield { name: "sessions-service-check", answer: await someone.post(here, first) };
  await someone.post(here, { ...first, confirmed: "yes" });
  yield { name: "sessions-service-refused", answer: await someone.go(here) };
  await link("http://127.0.0.1:9");
  yield { name: "sessions-services", answer: await someone.go(here) };
  for (const { id, template } of await someone.mailTo(email, "passkeys-changed"))
    yield { name: `mail-${template}-unlinked`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
  await database(
    "update session set authenticated_at = created_at where user_id = (select id from person where email = ?)",
    email,
  );
  yield { name: "sessions-services-by-provider", answer: await someone.go(here) };
  yield {
    name: "sign-in-provider-ended",
    answer: await visitor().go(`/${language}/sign-in?problem=ended`),
  };
};
