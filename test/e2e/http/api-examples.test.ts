import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scopes } from "#src/domain/api/scope.ts";
import { makeKey } from "#test/helpers/api.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import { administrator, agents, choose, signedIn, sql, startDemo, tryOf } from "./world.ts";

const document = readFileSync("functions/api/v1/README.md", "utf8");
const examples = [...document.matchAll(/```http\n([^`]+)```\s+```json\n([^`]+)```/gu)].map(
  ([, request, answer]) => ({
    request: request!,
    answer: JSON.parse(answer!) as unknown,
  }),
);

let portal: TestPortal;
const known: Record<string, string> = {};
beforeAll(async () => {
  portal = await startDemo();
  const claimant = "mehdi.lambert@morvanelle.example";
  await administrator(portal.url, claimant);
  await choose(portal.url, "eleanor.hart@harrow-wren.example", "none");
  const agent = await signedIn(portal, agents[0], "en", "Ann Agent");
  const [review] = await sql(portal)("select id from review where kind = 'registration'");
  known["KEY"] = (await makeKey(agent, "Ticket tool", scopes)).secret;
  known["CASE"] = String(review?.["id"]);
  known["ORGANIZATION"] = tryOf(claimant).organizationId!;
});
afterAll(() => portal.stop());

/** An answer, with what is different each time as the example writes it. */
const as = (example: unknown, answer: unknown): unknown =>
  example === "…" && typeof answer === "string"
    ? "…"
    : Array.isArray(example) && Array.isArray(answer)
      ? answer.map((one, at) => as(example[at], one))
      : example && answer && typeof example === "object" && typeof answer === "object"
        ? Object.fromEntries(
            Object.entries(answer).map(([name, one]) => [
              name,
              as((example as Record<string, unknown>)[name], one),
            ]),
          )
        : answer;

test("every example is answered as the page says", async () => {
  const answers = [];
  for (const { request } of examples) {
    const [head = "", ...body] = request
      .replace(/\$([A-Z]+)/gu, (_, name: string) => known[name]!)
      .split("\n\n");
    const [line = "", ...fields] = head.trim().split("\n");
    const [method = "", path = ""] = line.split(" ");
    const headers = Object.fromEntries(fields.map((field) => field.split(": ") as [string, string]));
    const answer = await fetch(portal.url + path, {
      method,
      headers,
      ...(method === "POST" && { body: body.join("\n\n") }),
    });
    answers.push((await answer.json()) as unknown);
  }

  expect(examples.length).toBeGreaterThan(7);
  expect(answers.map((answer, at) => as(examples[at]!.answer, answer))).toEqual(
    examples.map(({ answer }) => answer),
  );
});
