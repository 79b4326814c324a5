import { createClient } from "@libsql/client/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { loadDemoIfEmpty } from "#db/demo/load.ts";
import { startDatabase, type TestDatabase } from "#test/helpers/database.ts";
import { runCommand } from "#test/helpers/processes.ts";
import { invariants, notHere, violationsIn } from "./invariants.ts";
import { planted } from "./planted.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
  await loadDemoIfEmpty({ url: database.url });
});
afterAll(() => database.stop());

test("the demo world is clean", async () => {
  const violations = await violationsIn(database);

  expect(violations).toEqual([]);
});

test("every invariant of SECURITY.md is checked, or it is said why not", () => {
  const known = [...invariants.map(({ id }) => id), ...Object.keys(notHere)].map((id) => Number(id.slice(1)));

  expect(known.sort((a, b) => a - b)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
});

test.each([...planted])("%s is found", async (_, found, statements, evidence) => {
  await createClient({ url: database.url }).batch(statements, "write");

  const violations = await violationsIn(database, evidence);

  expect(violations).toContainEqual(expect.stringMatching(new RegExp(`^${found}`, "u")));
});

test("every search of the oracle has found something that was planted", async () => {
  const { read } = openDatabase({ url: database.url, patience: 60_000 });
  const evidence = {
    settled: true,
    accepted: ["ob/nobody", "ob/m3", "ob/m3"],
    acknowledged: ["a:1"],
    agents: ["agent@ardenne.example"],
  };
  const searches = invariants.flatMap(({ id, searches }) =>
    searches(evidence).map((search, place) => [`${id}, search ${place}`, build.all(search)] as const),
  );

  const found = await read(Object.fromEntries(searches));

  expect(searches.map(([name]) => name).filter((name) => !found[name]!.length)).toEqual([]);
});

test("npm run oracle prints each invariant and ends with 1 where one is violated", async () => {
  const oracle = runCommand(["test/oracle/oracle.ts"], { DATABASE_URL: database.url });

  expect(await oracle.ended).toBe(1);
  expect(oracle.output()).toContain("2 first administrators");
  expect(oracle.output()).toMatch(/^I10 {2}not checked/mu);
});
