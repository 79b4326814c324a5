import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { translator } from "#src/i18n/translator.ts";
import { signedIn, sql, startDemo } from "#test/e2e/http/world.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { Visitor } from "#test/helpers/visitor.ts";

let portal: TestPortal;
let database: ReturnType<typeof sql>;
let visitor: Visitor;
const email = "eleanor.hart@harrow-wren.example";
beforeAll(async () => {
  portal = await startDemo();
  database = sql(portal);
  visitor = await signedIn(portal, email);
});
afterAll(() => portal?.stop());

const form = { "content-type": "application/x-www-form-urlencoded" };
const own = { contractNumber: "263946452", serialNumber: "FDO224591US" };
const verify = "/en/onboarding/verify";

/** A request without the headers that a browser of one's own adds. */
const bare = (
  path: string,
  {
    method = "POST",
    headers = {},
    body = "" as BodyInit | null,
  }: { method?: string; headers?: Record<string, string>; body?: BodyInit | null } = {},
) =>
  fetch(portal.url + path, {
    method,
    body,
    redirect: "manual",
    headers: { cookie: `session=${visitor.cookies.get("session")!}`, ...headers },
  });

const json = (visitor: Visitor, path: string, body: string, type = "application/json") =>
  visitor.request("POST", path, body, { "content-type": type });

async function timed<T>(act: Promise<T>) {
  const began = performance.now();
  const answer = await act;
  return { answer, prompt: performance.now() - began < 1000 };
}

describe("bodies", () => {
  const send = async (body: BodyInit, headers: Record<string, string> = form) => {
    const answer = await bare(verify, { headers: { origin: portal.url, ...headers }, body });
    return { status: answer.status, page: await answer.text() };
  };

  test("up to 32 KB are read, more are refused, announced or not", async () => {
    const stream = new Blob(["a=", "x".repeat(40_000)]).stream();
    const chunked = await fetch(portal.url + verify, {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { ...form, origin: portal.url, cookie: `session=${visitor.cookies.get("session")!}` },
    } as RequestInit);
    await chunked.body?.cancel();

    expect((await send(`a=${"x".repeat(32 * 1024 - 2)}`)).status).toBe(422);
    const over = await send(`a=${"x".repeat(32 * 1024)}`);
    expect(over.status).toBe(413);
    expect(over.page).toContain(translator("en")("errors.413.title"));
    expect(chunked.status).toBe(413);
  });

  test("in thousands of crumbs are read as any other", async () => {
    const letters = new TextEncoder().encode(`a=${"x".repeat(5000)}`);
    const crumbs = new ReadableStream({
      start(controller) {
        letters.forEach((letter) => controller.enqueue(Uint8Array.of(letter)));
        controller.close();
      },
    });
    const answer = await fetch(portal.url + verify, {
      method: "POST",
      body: crumbs,
      duplex: "half",
      headers: { ...form, origin: portal.url, cookie: `session=${visitor.cookies.get("session")!}` },
    } as RequestInit);
    await answer.body?.cancel();

    expect(answer.status).toBe(422);
  });

  test.each([
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/x-www-form-urlencodedx",
    "",
  ])("of the format «%s» are refused", async (type) => {
    const { status, page } = await send("a=b", { "content-type": type });

    expect(status).toBe(415);
    expect(page).toContain(translator("en")("errors.415.title"));
  });

  test("without a format are refused", async () => {
    expect((await send(new Uint8Array([97, 61, 98]), {})).status).toBe(415);
  });

  test.each([
    "contractNumber=1&contractNumber=2",
    "operationId=a&operationId=b",
    "unknown=1&unknown=1",
    "a=&a=",
  ])("with a field that appears twice are refused: %s", async (body) => {
    const { status, page } = await send(body);

    expect(status).toBe(400);
    expect(page).toContain(translator("en")("errors.400.title"));
  });

  test.each(["{", "[]", "null", '"a"', "1"])("of JSON that is no object are refused: %s", async (body) => {
    expect((await send(body, { "content-type": "application/json" })).status).toBe(400);
  });

  test("of JSON are read as a form's", async () => {
    const { status, page } = await send(JSON.stringify({ contractNumber: "", serialNumber: "X" }), {
      "content-type": "application/json; charset=utf-8",
    });

    expect(status).toBe(422);
    expect(page).toContain('data-error="onboarding.verify.errors.contractNumberRequired"');
  });

  test("with fields that nobody knows are read without them", async () => {
    const body = new URLSearchParams({
      ...own,
      __proto__: "x",
      constructor: "y",
      id: "z",
      lang: "qaa",
      personId: "q",
      "state[]": "administrator",
    });

    const answer = await visitor.request("POST", verify, body.toString());

    expect([answer.status, answer.path]).toEqual([303, "/en/onboarding/organization"]);
    expect(
      await database(
        "select answers from registration r join person p on p.id = r.person_id where p.email = ?",
        email,
      ),
    ).toEqual([{ answers: JSON.stringify(own) }]);
  });

  test.each(["switchLanguage=qaa", "operationId="])(
    "with a value of no use are read without it: %s",
    async (extra) => {
      expect((await send(`contractNumber=&serialNumber=&${extra}`)).status).toBe(422);
    },
  );
});

test.each([
  ["a lone surrogate in JSON", "application/json", String.raw`{"name":"\ud800An","operationId":"\udfff"}`],
  ["a lone surrogate as a field's name", "application/json", String.raw`{"name":"An","\ud800":"x"}`],
  ["a lone surrogate in a form", form["content-type"], "name=%ED%A0%80An&operationId=%ED%A0%80"],
  [
    "an emoji where an operation id is cut",
    form["content-type"],
    `name=An&operationId=${"a".repeat(99)}%F0%9F%98%80`,
  ],
  ["a very long operation id", form["content-type"], `name=An&operationId=${"a".repeat(5000)}`],
  ["control characters in an operation id", form["content-type"], "name=An&operationId=%00%0D%0A.."],
])("%s is answered promptly, signed in or not", async (_, type, body) => {
  const visitor = await signedIn(portal, `robin.${body.length}@odd-texts.example`);

  const saved = await timed(json(visitor, "/en/profile", body, type));
  const asked = await timed(
    json(new Visitor(portal.url), "/en/sign-in", body.replace("name", "email"), type),
  );
  const verified = await timed(
    json(visitor, "/en/onboarding/verify", body.replace("name", "contractNumber"), type),
  );

  expect([saved.answer.status, asked.answer.status, verified.answer.status]).toEqual([303, 422, 422]);
  expect([saved.prompt, asked.prompt, verified.prompt]).toEqual([true, true, true]);
});

test.each([
  '{"email":"a@acme.example","email":"b@acme.example"}',
  '{"email":"a@acme.example", "\\u0065mail" : "b@acme.example"}',
  '{"email":"a@acme.example","operationId":"x","operationId":"y"}',
])("a name that stands twice is not understood as the last one: %s", async (body) => {
  const answer = await json(new Visitor(portal.url), "/en/sign-in", body);

  expect(answer.status).toBe(400);
});

test("what only looks like a name twice is a value", async () => {
  const body = '{"email":"an.other@acme.example","a":"\\"email\\":","b":"email\\\\","c":":"}';

  const answer = await json(new Visitor(portal.url), "/en/sign-in", body);

  expect(answer.status).toBe(303);
});

test.each(['{"email":["a@b.example"]}', '{"email":{"a":1}}', '{"email":null}', "[]", '"a"', "null", "{"])(
  "JSON that is no form is malformed: %s",
  async (body) => {
    const answer = await json(new Visitor(portal.url), "/en/sign-in", body);

    expect(answer.status).toBe(400);
  },
);

test("JSON is read whatever the case of its type", async () => {
  const answer = await json(
    new Visitor(portal.url),
    "/en/sign-in",
    '{"email":"q@types.example"}',
    "Application/JSON; charset=UTF-8",
  );

  expect([answer.status, answer.path]).toEqual([303, "/en/sign-in/code"]);
});
