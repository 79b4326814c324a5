import { type SQL, sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { agent, demo } from "#test/e2e/browser/world.ts";
import { type Faces, verify } from "./face.ts";

/** The agents' side: what is known of a person, search, each decision and what the person sees of it. */
export const reviewsFaces: Faces = async function* ({ portal, language, visitor, signedIn }) {
  const write = (statement: SQL) =>
    openDatabase({ url: portal.databaseUrl }).write(null, [build.run(statement)]);
  const at = (page: string) => `/${language}/${page}`;
  const [, second] = demo(language, "review");
  const one = second ?? demo(language, "review")[0]!;
  const person = await signedIn(one.email);
  await verify(person, language, one);
  const deciding = await signedIn(agent, "Robin Agent");
  const newest = async () =>
    new URL((await deciding.mailTo(agent, "review-waiting"))[0]!.links[0]!).pathname.replace(
      /^\/\w+/u,
      `/${language}`,
    );
  yield { name: "review-of-before", answer: await deciding.go(await newest()) };
  yield { name: "review-approved", answer: await deciding.submit({ decision: "approve" }) };
  await person.go(at("onboarding/organization"));
  await person.submit({ organizationId: "none" });
  const review = await newest();
  yield { name: "review-search", answer: await deciding.go(`${review}?search=noorder`) };
  yield { name: "review-search-nothing", answer: await deciding.go(`${review}?search=nothing%20there`) };
  yield { name: "review-no-organization", answer: await deciding.submit({ decision: "appoint" }) };
  yield { name: "review-no-reason", answer: await deciding.submit({ decision: "refuse", comment: "" }) };
  const other = visitor();
  await other.signIn(agent, language);
  await other.go(review);
  yield {
    name: "review-refused",
    answer: await deciding.submit({ decision: "refuse", comment: "Your company is not listed." }),
  };
  yield { name: "status-refused", answer: await person.go(at("onboarding/status")) };
  yield { name: "reviews-settled", answer: await deciding.go(at("reviews")) };
  yield { name: "review-late", answer: await other.submit({ decision: "appoint", organizationId: "lowry" }) };

  const again = await signedIn(one.email);
  await verify(again, language, one);
  await again.submit({ organizationId: "none" });
  await deciding.go(await newest());
  yield {
    name: "review-appointed",
    answer: await deciding.submit({ decision: "appoint", organizationId: `crowded-${language}-b` }),
  };
  yield { name: "status-appointed", answer: await again.go(at("onboarding/status")) };

  const clock = await fetch(`${portal.url}/dev/clock`);
  const now = Date.parse(((await clock.json()) as { now: string }).now);
  await write(sql`
    insert into provisioning (id, person_id, organization_id, operation_id, state, due_at, created_at)
    select 'being-set-up', id, 'lowry', 'x', 'queued', 0, ${now} from person where email = ${one.email}`);
  yield { name: "portal-being-set-up", answer: await again.go(at("portal")) };
  await write(sql`update provisioning set created_at = 0 where id = 'being-set-up'`);
  yield { name: "status-set-up-late", answer: await again.go(at("onboarding/status")) };

  await write(sql`
    insert into review (id, kind, subject_id, organization_id, reasons, state, due_at, created_at)
    values ('nobody', 'vacancy', 'noorderkaai', 'noorderkaai', '["nobodyDecides"]', 'open', 1, 0)`);
  yield { name: "reviews-late", answer: await deciding.go(at("reviews")) };
  yield { name: "review-vacancy", answer: await deciding.go(at("reviews/nobody")) };
  yield { name: "review-vacancy-empty", answer: await deciding.submit({ decision: "appoint", email: "" }) };
  await write(sql`delete from review where id = 'nobody'`);

  const opened = (id: string, kind: string, subject: string, wanted: string | null) => sql`
    insert into review (id, kind, subject_id, person_id, organization_id, reasons, wanted, answer, state, due_at, created_at)
    select ${id}, ${kind}, ${subject}, id, iif(${wanted} is null, 'lowry', null),
      iif(${wanted} is null, '["addressLeft"]', '["identifierChanges"]'), ${wanted},
      iif(${wanted} is null, null, 'A new name since spring.'), 'open', ${now} + 86400000, ${now}
    from person where email = ${one.email}`;
  await write(opened("left", "addressLeft", "left", null));
  yield { name: "address-left", answer: await again.go(at("profile/address")) };
  yield { name: "review-address-left", answer: await deciding.go(at("reviews/left")) };
  yield { name: "review-left-no-reason", answer: await deciding.submit({ decision: "refuse" }) };
  await write(opened("moves", "identifierChange", "demo-account-noorderkaai", "kaai-groep.example"));
  yield { name: "review-identifier-change", answer: await deciding.go(at("reviews/moves")) };
  await write(sql`delete from review where id in ('left', 'moves')`);

  await write(sql`
    insert into review (id, kind, subject_id, person_id, domain, reasons, state, due_at, created_at, told_at)
    select 'several-' || n.value, 'identifier', 'none-' || n.value, p.id, 'flood.example', '["foreignIdentifier"]',
      'open', ${now + 3_600_000}, ${now}, ${now}
    from person p cross join generate_series(1, 3) n where p.email = ${one.email}`);
  yield { name: "reviews-several", answer: await deciding.go(at("reviews")) };
  yield { name: "reviews-of-domain", answer: await deciding.go(at("reviews?domain=flood.example")) };
  yield { name: "reviews-no-reason", answer: await deciding.submit({ comment: "" }) };
  yield {
    name: "reviews-check",
    answer: await deciding.submit({ comment: "These identifiers belong to other companies." }),
  };
  await write(sql`delete from review where domain = 'flood.example'`);

  await again.go(at("feedback"));
  yield {
    name: "feedback-known",
    answer: await again.submit({ message: "Where do I see when a contract ends?\nI looked everywhere." }),
  };
  await deciding.go(at("reviews"));
  const [feedback] = deciding.last!.find(`th a[href^="${at("reviews/")}"]`);
  yield { name: "review-feedback", answer: await deciding.go(feedback!.attributes["href"]!) };
  yield {
    name: "review-closed",
    answer: await deciding.submit({ decision: "close", comment: "On the page of reports." }),
  };

  yield { name: "people-find", answer: await deciding.go(at("people")) };
  yield { name: "people-unknown", answer: await deciding.go(at("people?email=nobody@nowhere.example")) };
  yield { name: "people-found", answer: await deciding.go(at("people?email=no")) };
  yield { name: "people-organization", answer: await deciding.go(at("people?organization=noorderkaai")) };
  yield { name: "people-active", answer: await deciding.go(at(`people?email=${one.email}`)) };
  yield { name: "people-no-reason", answer: await deciding.submit({ action: "suspend", comment: "" }) };
  yield {
    name: "people-check",
    answer: await deciding.submit({ action: "suspend", comment: "Lost laptop." }),
  };
  yield { name: "people-suspended", answer: await deciding.submit({ action: "suspend" }) };
  yield {
    name: "people-restored",
    answer: await deciding.submit({ action: "restore", comment: "Found again." }),
  };
  yield { name: "erase-person", answer: await deciding.go(at("people/erase")) };
  yield { name: "erase-person-empty", answer: await deciding.submit({ action: "erase", email: "" }) };
  yield { name: "erase-person-check", answer: await deciding.submit({ action: "erase", email: one.email }) };
  yield { name: "week", answer: await deciding.go(at("week")) };
  yield { name: "api-keys-empty", answer: await deciding.go(at("keys")) };
  yield { name: "api-keys-refused", answer: await deciding.submit({ action: "create", name: "" }) };
  const key = { action: "create", name: "Ticket tool", scope: "close-cases", days: "90" };
  yield { name: "api-keys-created", answer: await deciding.submit(key) };
  yield { name: "people-own", answer: await deciding.go(at(`people?email=${agent}`)) };
  for (const { id, template } of (await again.mailTo(one.email)).filter((mail) =>
    /^(?:access|feedback)-/u.test(mail.template),
  ))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };

  const mails = [...(await again.mailTo(one.email)), ...(await deciding.mailTo(agent))];
  for (const { id, template } of mails.filter((mail) => mail.template.startsWith("review-")).slice(0, 6))
    yield { name: `mail-${template}`, mail: true, answer: await visitor().go(`/dev/mail/${id}`) };
};
