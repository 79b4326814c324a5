import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tries } from "#db/demo/people.ts";
import { formats } from "#src/i18n/formats.ts";
import { type Language, translator } from "#src/i18n/translator.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { type Answer, Visitor } from "#test/helpers/visitor.ts";
import { startDemo, tryOf } from "./world.ts";

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemo({
    rows: {
      contracts: ["300000001,SP Base,lowry,2024-01-01,2034-12-31"],
      devices: ["OWN00000001,AR-1,300000001,lowry"],
      entitlements: [
        "300000001,someone@gmail.com,",
        "300000001,someone@hotmail.com,",
        "300000001,someone@yahoo.fr,",
        "300000001,past@lowry-instruments.example,2025-12-31",
        "300000001,ticks@lowry-instruments.example,",
        "300000001,dashes@lowry-instruments.example,",
        "300000001,empty@lowry-instruments.example,",
      ],
    },
  });
});
afterAll(() => portal.stop());

const say = (sentence: string) => sentence.replace(/\s/gu, " ");
const key = (name: string) => `onboarding.verify.errors.${name}`;
const own = { contractNumber: "300000001", serialNumber: "OWN00000001" };

async function at(email: string, language: string): Promise<Visitor> {
  const visitor = new Visitor(portal.url);
  await visitor.signIn(email, language);
  await visitor.go(`/${language}/onboarding/verify`);
  return visitor;
}
const messageAt = (answer: Answer, field: string) => answer.find(`#${field}-error`).length;
const summary = (answer: Answer) =>
  answer.find(".govuk-error-summary a").map(({ attributes }) => attributes["href"]);
const ticks = (answer: Answer) => answer.find(".holds").map(({ attributes }) => attributes["id"]);

describe.each([
  ["fr", "anne.girard@trois-fontaines.example"],
  ["nl", "karin.smit@weidegroen.example"],
  ["en", "rachel.adeyemi@lowry-instruments.example"],
] as const)("in %s", (language, email) => {
  const t = translator(language);
  const { day } = formats(language, "Europe/Brussels");
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await at(email, language);
  });
  const send = (fields: { contractNumber: string; serialNumber: string }) => visitor.submit(fields);

  test("nothing entered: each field says so, and nothing counts as a guess", async () => {
    const answer = await send({ contractNumber: " ", serialNumber: "" });

    expect(answer).toMatchObject({ status: 422, page: "verify", state: "refused" });
    expect(answer.errors).toEqual({
      contractNumber: key("contractNumberRequired"),
      serialNumber: key("serialNumberRequired"),
    });
    expect(summary(answer)).toEqual(["#contractNumber", "#serialNumber"]);
    expect(answer.text).toContain(say(t("onboarding.verify.errors.contractNumberRequired")));
    expect(answer.title.startsWith(say(t("common.errorPrefix")))).toBe(true);
  });

  test("too much entered", async () => {
    const answer = await send({ contractNumber: "1".repeat(41), serialNumber: "A".repeat(41) });

    expect(answer.errors).toEqual({
      contractNumber: key("contractNumberTooLong"),
      serialNumber: key("serialNumberTooLong"),
    });
    expect(answer.text).toContain(say(t("onboarding.verify.errors.contractNumberTooLong", { max: 40 })));
  });

  test("characters that no number has", async () => {
    const answer = await send({ contractNumber: '27 % "of" &', serialNumber: "FOC'; --" });

    expect(answer.errors).toEqual({
      contractNumber: key("contractNumberImplausible"),
      serialNumber: key("serialNumberImplausible"),
    });
    expect([answer.field("contractNumber"), answer.field("serialNumber")]).toEqual([
      '27 % "of" &',
      "FOC'; --",
    ]);
  });

  test.each([
    ["contractExpired", "contractNumber", { day: day("2025-06-30") }],
    ["contractNotYetActive", "contractNumber", { day: day("2035-01-01") }],
    ["contractNotEntitled", "contractNumber", { type: "Hardware Replacement Next Day" }],
    ["contractUnknown", "contractNumber", {}],
    ["deviceNotCovered", "serialNumber", {}],
  ] as const)("%s is said at %s, and what was entered is kept", async (rule, field, said) => {
    const typed = tryOf(email, rule);

    const answer = await send(typed);

    expect(answer).toMatchObject({ status: 422, page: "verify", state: "refused" });
    expect(answer.errors).toEqual({ [field]: key(rule) });
    expect(messageAt(answer, field)).toBe(1);
    expect(summary(answer)).toEqual([`#${field}`]);
    for (const words of Object.values(said)) expect(answer.text).toContain(say(words));
    expect([answer.field("contractNumber"), answer.field("serialNumber")]).toEqual([
      typed.contractNumber,
      typed.serialNumber,
    ]);
  });

  test("a device that nobody knows is refused like one of another contract", async () => {
    const typed = tryOf(email, "deviceNotCovered");

    const known = await send(typed);
    const unknown = await send({ ...typed, serialNumber: "ZZZ0000ZZZZ" });

    expect(unknown.errors).toEqual(known.errors);
    expect(comparable(unknown, ["ZZZ0000ZZZZ"])).toBe(comparable(known, [typed.serialNumber]));
  });

  test("an unknown contract and one of somebody else answer byte for byte alike", async () => {
    const others = { contractNumber: "279864326", serialNumber: "FOC2509JVP5" };
    const nobodys = { contractNumber: "299999999", serialNumber: "FOC9999ZZZ9" };

    const known = await send(others);
    const unknown = await send(nobodys);

    expect(known.errors).toEqual({ contractNumber: key("contractUnknown") });
    expect(unknown.status).toBe(known.status);
    expect(comparable(unknown, Object.values(nobodys))).toBe(comparable(known, Object.values(others)));
    expect(unknown.body.length).toBe(known.body.length);
    expect([...unknown.headers.keys()].sort()).toEqual([...known.headers.keys()].sort());
  });

  test.each(["gmail.com", "hotmail.com", "yahoo.fr"])(
    "a personal address at %s is refused, with the way on",
    async (domain) => {
      const somebody = await at(`someone@${domain}`, language);

      const answer = await somebody.submit(own);

      expect(answer.status).toBe(422);
      expect(answer.errors).toEqual({ email: key("personalEmail") });
      expect(summary(answer)).toEqual(["#email"]);
      expect(answer.find("#email")).toHaveLength(1);
    },
  );
});

/** A page without what differs in every answer: operation ids and what was typed. */
const comparable = ({ body }: Answer, typed: readonly string[]) =>
  typed.reduce(
    (page, word) => page.replaceAll(word, "#"),
    body.replace(/value="[0-9a-f-]{36}\.[\w-]+"/gu, "#"),
  );

test("an entitlement that has ended is no entitlement, and no other words tell it", async () => {
  const visitor = await at("past@lowry-instruments.example", "en");

  const answer = await visitor.submit(own);

  expect(answer.errors).toEqual({ contractNumber: key("contractUnknown") });
});

test("what holds carries a tick, what is refused none", async () => {
  const visitor = await at("ticks@lowry-instruments.example", "nl");

  const wrongDevice = await visitor.submit({ ...own, serialNumber: "ZZZ0000ZZZZ" });
  const wrongContract = await visitor.submit({ ...own, contractNumber: "299999999" });
  await visitor.submit(own);
  const back = await visitor.go("/nl/onboarding/verify");

  expect(ticks(wrongDevice)).toEqual(["contractNumber-holds"]);
  expect(ticks(wrongContract)).toEqual([]);
  expect(back).toMatchObject({ state: "verified" });
  expect(ticks(back)).toEqual(["contractNumber-holds", "serialNumber-holds"]);
});

test("spaces, dashes and small letters do not matter", async () => {
  const visitor = await at("dashes@lowry-instruments.example", "en");

  const answer = await visitor.submit({
    contractNumber: " 300-000\u00a0001 ",
    serialNumber: "own–0000 0001",
  });

  expect(answer).toMatchObject({ status: 200, page: "organization" });
});

test("what somebody enters stays inside its field", async () => {
  const visitor = await at("empty@lowry-instruments.example", "en");

  const answer = await visitor.submit({ contractNumber: '"><script>alert(1)</script>', serialNumber: "<b>" });

  expect(answer.status).toBe(422);
  expect(answer.body.replace(/="[^"]*"/gu, "")).not.toMatch(/alert|<b>/u);
});

test("a form without its fields is a form with empty fields", async () => {
  const visitor = await at("empty@lowry-instruments.example", "fr");

  const answer = await visitor.post("/fr/onboarding/verify", {});

  expect(answer.errors).toEqual({
    contractNumber: key("contractNumberRequired"),
    serialNumber: key("serialNumberRequired"),
  });
});

test.each(tries.filter(({ outcome }) => outcome === "accessHeld"))(
  "$email has access already and is told so",
  async (one) => {
    const visitor = await at(one.email, one.language);

    const answer = await visitor.submit({
      contractNumber: one.contractNumber,
      serialNumber: one.serialNumber,
    });

    expect(answer).toMatchObject({ status: 200, page: "status", state: "accessHeld" });
  },
);

test.each<Language>(["fr", "nl", "en"])(
  "guessing is throttled in %s, and a typo is not",
  async (language) => {
    const visitor = await at(`guesser.${language}@lowry-instruments.example`, language);
    const guess = (n: number) =>
      visitor.submit({ contractNumber: `2999990${n}`, serialNumber: "FOC0000ZZZ0" });
    for (const n of Array.from({ length: 15 }, (_, at) => at + 10)) expect((await guess(n)).status).toBe(422);

    const answer = await guess(30);

    expect(answer).toMatchObject({ status: 429, page: "verify" });
    expect(answer.errors).toEqual({ contractNumber: key("tooManyTries") });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(3500);
    expect(answer.text).toContain(
      say(translator(language)("onboarding.verify.errors.tooManyTries", { count: 60 })),
    );
    expect(answer.field("contractNumber")).toBe("299999030");
  },
);
