import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { administrator, choose, sql, startDemo, tryOf, verify } from "./world.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
beforeAll(async () => {
  portal = await startDemo({
    rows: {
      contracts: ["300000002,SP Base,de-linde-nl-tilburg,2024-01-01,2034-12-31"],
      devices: ["OWN00000002,AR-1,300000002,de-linde-nl-tilburg"],
      entitlements: [
        "300000002,bram.desmet@brouwerij-de-linde.example,",
        "300000002,anouk.peeters@brouwerij-de-linde.example,",
      ],
    },
  });
  database = sql(portal);
});
afterAll(() => portal.stop());

const bram = tryOf("bram.desmet@brouwerij-de-linde.example");
const other = { contractNumber: "300000002", serialNumber: "OWN00000002" };

/** What another browser of the same person shows. */
async function elsewhere(email: string, language: string) {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language);
  const { state, body } = await visitor.go(`/${language}/onboarding/status`);
  return { state, button: /class="govuk-button" href="([^"]+)"/u.exec(body)?.[1] };
}

test("at each stage another browser is told where it stands, and the way on", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(bram.email, "nl");
  const stages = [await elsewhere(bram.email, "nl")];
  await verify(visitor, "nl", bram);
  stages.push(await elsewhere(bram.email, "nl"));
  await visitor.submit({ organizationId: bram.organizationId! });
  stages.push(await elsewhere(bram.email, "nl"));
  await visitor.go(await visitor.linkTo(bram.email, "confirm-address"));
  stages.push(await elsewhere(bram.email, "nl"));
  await visitor.submit();
  stages.push(await elsewhere(bram.email, "nl"));

  expect(stages).toEqual([
    { state: "none", button: "/nl/onboarding/verify" },
    { state: "inProgress", button: "/nl/onboarding/organization" },
    { state: "waitingForConfirmation", button: "/nl/onboarding/check-email" },
    { state: "waitingForConfirmation", button: "/nl/onboarding/check-email" },
    { state: "administrator", button: "/nl/portal" },
  ]);
});

test("whoever has nothing to do is led to a registration only after one has begun", async () => {
  const visitor = new Visitor(portal.url);
  const email = "anouk.peeters@brouwerij-de-linde.example";
  await visitor.signIn(email, "nl");
  const led = async () => {
    const page = await visitor.go("/nl/tasks");
    return [page.state, page.find('main a[href="/nl/onboarding/status"]').length];
  };
  const before = await led();
  await verify(visitor, "nl", other);

  expect([before, await led()]).toEqual([
    ["empty", 0],
    ["empty", 1],
  ]);
});

test("a step that is not relevant yet leads to the current one", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn("sanne.dejong@brouwerij-de-linde.example", "nl");
  const led = async () => {
    const answers = [];
    for (const step of ["confirm", "organization", "check-email"])
      answers.push(await visitor.request("GET", `/nl/onboarding/${step}`));
    return answers.map(({ status, path }) => `${status} ${path}`);
  };

  const before = await led();
  const posted = await visitor.post("/nl/onboarding/organization", { organizationId: "de-linde-nl" });
  const resent = await visitor.post("/nl/onboarding/check-email");
  await verify(visitor, "nl", tryOf("sanne.dejong@brouwerij-de-linde.example"));
  const after = await led();

  expect(before).toEqual(Array(3).fill("303 /nl/onboarding/verify"));
  expect([posted, resent].map(({ status, path }) => `${status} ${path}`)).toEqual(
    Array(2).fill("303 /nl/onboarding/verify"),
  );
  expect(after).toEqual([
    "303 /nl/onboarding/organization",
    "200 /nl/onboarding/organization",
    "303 /nl/onboarding/organization",
  ]);
});

test("one may go back, look, and send the same again without harm", async () => {
  const email = "conor.byrne@harrow-wren.example";
  const one = tryOf(email);
  const visitor = await choose(portal.url, email);
  const links = () => visitor.mailTo(email, "confirm-address");

  const back = await visitor.go("/en/onboarding/organization");
  const again = await visitor.send({ organizationId: one.organizationId! });
  const farther = await visitor.go("/en/onboarding/verify");
  const numbers = [farther.field("contractNumber"), farther.field("serialNumber")];
  const resent = await visitor.send({ contractNumber: numbers[0]!, serialNumber: numbers[1]! });
  const on = await visitor.go("/en/onboarding/check-email");
  const link = await visitor.go(await visitor.linkTo(email, "confirm-address"));

  expect([resent.status, resent.path]).toEqual([303, "/en/onboarding/organization"]);
  expect(link).toMatchObject({ status: 200, state: "confirmAddress" });
  expect(back.find("input[checked]").map(({ attributes }) => attributes["value"])).toEqual([
    one.organizationId,
  ]);
  expect([again.status, again.path]).toEqual([303, "/en/onboarding/check-email"]);
  expect(await links()).toHaveLength(1);
  expect(numbers).toEqual([one.contractNumber, one.serialNumber]);
  expect(on).toMatchObject({ status: 200, page: "check-email", state: "sent" });
});

test("a double click, with the same operation id, is one deed with one answer", async () => {
  const email = "eleanor.hart@harrow-wren.example";
  const one = tryOf(email);
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "en");
  const page = await visitor.go("/en/onboarding/verify");
  const operationId = page.field("operationId")!;
  const numbers = { contractNumber: one.contractNumber, serialNumber: one.serialNumber };

  const verified = await Promise.all(
    [1, 2, 3].map(() => visitor.post("/en/onboarding/verify", { ...numbers, operationId })),
  );
  const chosen = await Promise.all(
    [1, 2, 3].map(() =>
      visitor.post("/en/onboarding/organization", { organizationId: one.organizationId!, operationId }),
    ),
  );
  const link = await visitor.linkTo(email, "confirm-address");
  const continued = await Promise.all([1, 2, 3].map(() => visitor.post(link, { operationId })));

  const answers = (all: typeof verified) => all.map(({ status, path }) => `${status} ${path}`);
  expect(answers(verified)).toEqual(Array(3).fill("303 /en/onboarding/organization"));
  expect(answers(chosen)).toEqual(Array(3).fill("303 /en/onboarding/check-email"));
  expect(answers(continued)).toEqual(Array(3).fill("303 /en/onboarding/status"));
  expect(
    await database(
      "select count(*) as n from seat s join person p on p.id = s.person_id where p.email = ?",
      email,
    ),
  ).toEqual([{ n: 1 }]);
  const sent = (await visitor.mailTo(email)).map(({ template }) => template);
  expect(sent.sort()).toEqual([
    "accept-terms",
    "confirm-address",
    "customer-administrator-granted",
    "sign-in-code",
    "welcome",
  ]);
});

test("the same without an operation id, at once and once more later, is answered as the first time", async () => {
  const email = "luc.fontenoy@clairval-france.example";
  const one = tryOf(email);
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, "fr");
  const numbers = { contractNumber: one.contractNumber, serialNumber: one.serialNumber };
  const twice = async (path: string, fields: Record<string, string>) => {
    const answers = await Promise.all([visitor.post(path, fields), visitor.post(path, fields)]);
    return [...answers, await visitor.post(path, fields)].map(
      ({ status, path: next }) => `${status} ${next}`,
    );
  };

  const verified = await twice("/fr/onboarding/verify", numbers);
  const chosen = await twice("/fr/onboarding/organization", { organizationId: one.organizationId! });
  const links = await visitor.mailTo(email, "confirm-address");
  const continued = await twice(await visitor.linkTo(email, "confirm-address"), {});

  expect(verified).toEqual(Array(3).fill("303 /fr/onboarding/organization"));
  expect(chosen).toEqual(Array(3).fill("303 /fr/onboarding/check-email"));
  expect(links).toHaveLength(1);
  expect(continued).toEqual(Array(3).fill("303 /fr/onboarding/status"));
  for (const template of ["welcome", "customer-administrator-granted", "accept-terms"])
    expect(await visitor.mailTo(email, template)).toHaveLength(1);
  const [welcome] = await visitor.mailTo(email, "welcome");
  expect(welcome!.links[0]).toBe(`${portal.url}/fr/organizations/${one.organizationId}/devices`);
});

test("the terms accepted twice are accepted once, with the same answer", async () => {
  const email = "ingrid.solberg@nordlys-seafood.example";
  const visitor = await administrator(portal.url, email);
  const link = await visitor.linkTo(email, "accept-terms");

  const answers = [
    await visitor.post(link, { acceptTerms: "yes" }),
    await visitor.post(link, { acceptTerms: "yes" }),
  ];

  expect(answers.map(({ status, path }) => `${status} ${path}`)).toEqual(
    Array(2).fill("303 /en/organizations/nordlys-tromso"),
  );
  expect(
    await database(
      "select count(*) as n from audit_event e join person p on p.id = e.actor where p.email = ? and action = 'seat.accept-terms'",
      email,
    ),
  ).toEqual([{ n: 1 }]);
});

test("another contract after the link was sent withdraws that link", async () => {
  const email = "nadia.benali@morvanelle.example";
  await database("insert into entitlement (contract_number, email) values ('285470866', ?)", email);
  const visitor = await choose(portal.url, email);
  const link = await visitor.linkTo(email, "confirm-address");

  const led = await verify(visitor, "fr", tryOf("mehdi.lambert@morvanelle.example"));
  const opened = await visitor.go(link);
  const acted = await visitor.post(link);
  const tasks = await visitor.go("/fr/tasks");
  const status = await visitor.go("/fr/onboarding/status");

  expect(led).toMatchObject({ page: "organization" });
  expect(opened.status).toBe(410);
  expect(opened.state).toBe("withdrawn");
  expect(acted.status).toBe(410);
  expect(tasks.state).toBe("empty");
  expect(status.state).toBe("inProgress");
});

test("another organization after the link was sent replaces that link by a new one", async () => {
  const email = "jeroen.dekker@vdmeulen-werf.example";
  const visitor = await choose(portal.url, email);
  const first = await visitor.linkTo(email, "confirm-address");
  await visitor.go("/nl/onboarding/organization");
  await visitor.submit({ organizationId: "van-der-meulen" });
  const second = await visitor.linkTo(email, "confirm-address");

  const old = await visitor.go(first);
  await visitor.go(second);
  const now = await visitor.submit();

  expect(second).not.toBe(first);
  expect(old).toMatchObject({ status: 410, state: "replaced" });
  expect(now).toMatchObject({ page: "status", state: "administrator" });
  expect(now.text).toContain("Scheepswerf Van der Meulen");
});

test("whoever is administrator may register another organization, and keeps the first", async () => {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(bram.email, "nl");

  const led = await verify(visitor, "nl", other);
  await visitor.submit({ organizationId: "de-linde-nl-tilburg" });
  await visitor.go(await visitor.linkTo(bram.email, "confirm-address"));
  await visitor.submit();
  const at = await visitor.go("/nl/portal");

  expect(led).toMatchObject({ page: "organization" });
  expect(at.text).toContain("De Linde België");
  expect(at.text).toContain("Depot De Linde");
});
