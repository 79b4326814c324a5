import { crowdedSite, entrant } from "#test/e2e/browser/world.ts";
import { type Faces, until, verify } from "./face.ts";

/** Branch B from the choice of an organization to *You are now*, with its resends, its race and what is left of links. */
export const branchBFaces: Faces = async function* ({ language, visitor, signedIn, advance }) {
  const { email } = entrant(language, "first");
  const at = (page: string) => `/${language}/${page}`;
  const bounced = await signedIn(entrant(language, "bounced").email);
  await verify(bounced, language, entrant(language, "bounced"));
  await bounced.submit({ organizationId: crowdedSite(language) });
  await until(
    async () => (await bounced.mailTo(entrant(language, "bounced").email))[0]?.status === "bounced",
  );
  yield { name: "check-email-bounced", answer: await bounced.go(at("onboarding/check-email")) };

  const first = await signedIn(email, entrant(language, "first").name);
  const second = await signedIn(entrant(language, "second").email, entrant(language, "second").name);
  yield { name: "organization", answer: await verify(first, language, entrant(language, "first")) };
  yield { name: "verify-ticks", answer: await first.go(at("onboarding/verify")) };
  yield { name: "status-in-progress", answer: await first.go(at("onboarding/status")) };
  await first.go(at("onboarding/organization"));
  yield { name: "organization-none-chosen", answer: await first.submit({}) };
  yield { name: "check-email", answer: await first.submit({ organizationId: crowdedSite(language) }) };
  yield { name: "check-email-throttled", answer: await first.submit() };
  const replaced = await first.linkTo(email, "confirm-address");
  await advance("PT61S");
  await first.go(at("onboarding/check-email"));
  yield { name: "check-email-again", answer: await first.submit() };
  yield { name: "status-waiting", answer: await first.go(at("onboarding/status")) };
  yield { name: "tasks-waiting", answer: await first.go(at("tasks")) };
  yield { name: "portal-registering", answer: await first.go(at("portal")) };

  await verify(second, language, entrant(language, "second"));
  await second.submit({ organizationId: crowdedSite(language) });
  const secondLink = await second.linkTo(entrant(language, "second").email, "confirm-address");
  await second.go(secondLink);
  const link = await first.linkTo(email, "confirm-address");
  const stranger = visitor();
  yield { name: "link-signed-out", answer: await stranger.go(link) };
  yield { name: "link-code", answer: await stranger.submit() };
  yield { name: "link-other-person", answer: await second.go(link) };
  await second.go(secondLink);
  yield { name: "link-replaced", answer: await first.go(replaced) };
  yield { name: "link-confirm", answer: await first.go(link) };
  yield { name: "status-administrator", answer: await first.submit() };
  yield { name: "link-used", answer: await first.go(link) };
  yield { name: "portal-in", answer: await first.go(at("portal")) };
  yield { name: "race-lost", answer: await second.submit() };
  yield { name: "link-race-lost", answer: await second.go(secondLink) };
  yield { name: "confirm", answer: await second.go(at("onboarding/confirm")) };
  yield { name: "status-exists", answer: await second.go(at("onboarding/status")) };

  yield { name: "link-terms", answer: await first.go(await first.linkTo(email, "accept-terms")) };
  yield { name: "link-terms-unticked", answer: await first.submit() };
  yield { name: "organization-page", answer: await first.submit({ acceptTerms: "yes" }) };
  yield { name: "link-terms-used", answer: await first.go(await first.linkTo(email, "accept-terms")) };
  for (const { id, template } of await first.mailTo(email))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
