import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { addWork, type Work } from "#test/functions/api/strangers-world.ts";
import { importWorld, type ImportWorld, organization } from "./import-world.ts";

let world: ImportWorld;
beforeAll(async () => (world = await importWorld()));
beforeEach(() => world.clear());
afterAll(() => world.stop());

const load = (...rows: string[]) => world.load({ "organizations.csv": rows });
const tree = async () =>
  (await world.rows("select id, parent_id from organization order by id")).map(
    ({ id, parent_id }) => `${id}<${parent_id ?? ""}`,
  );

test("parents may come after their children, at any depth", async () => {
  const depth = 1200;
  const rows = Array.from({ length: depth }, (_, at) =>
    organization(`o${at}`, at + 1 < depth ? `o${at + 1}` : ""),
  );

  const { code } = await load(...rows);

  expect(code).toBe(0);
  expect(await world.rows("select count(*) as n from organization where parent_id is null")).toEqual([
    { n: 1 },
  ]);
});

test("a parent may be in the database only", async () => {
  await load(organization("root"));

  expect((await load(organization("site", "root"))).code).toBe(0);
  expect(await tree()).toEqual(["root<", "site<root"]);
});

test("what hangs below a rejected row is rejected with it", async () => {
  const { code, said } = await load(
    organization("site", "country"),
    organization("country", "root"),
    organization("root", "", { country: "XX" }),
    organization("other"),
  );

  expect(said).toEqual([
    expect.stringMatching(/line 4: country "XX"/u),
    expect.stringMatching(/line 3: parent_id "root" is neither/u),
    expect.stringMatching(/line 2: parent_id "country" was rejected/u),
  ]);
  expect(code).toBe(2);
  expect(await tree()).toEqual(["other<"]);
});

test("a circle within the file is rejected, and what hangs below it", async () => {
  const { said } = await load(
    organization("a", "c"),
    organization("b", "a"),
    organization("c", "b"),
    organization("below", "a"),
    organization("fine"),
  );

  expect(said.filter((line) => line.includes("makes a circle"))).toHaveLength(3);
  expect(said).toHaveLength(4);
  expect(await tree()).toEqual(["fine<"]);
});

test("a circle that arises together with the database is rejected, and the database keeps its tree", async () => {
  await load(organization("root"), organization("middle", "root"), organization("leaf", "middle"));

  const { code, said } = await load(
    organization("root", "leaf"),
    organization("leaf", "middle", { name: "Renamed" }),
  );

  expect(said).toEqual([
    expect.stringMatching(/line 2: .*makes a circle: "root" → "leaf" → "middle" → "root"/u),
    expect.stringMatching(/line 3: .*makes a circle/u),
  ]);
  expect(code).toBe(1);
  expect(await tree()).toEqual(["leaf<middle", "middle<root", "root<"]);
});

test("a tree may be turned around in one file", async () => {
  await load(organization("a"), organization("b", "a"), organization("c", "b"));

  const { code } = await load(organization("a", "b"), organization("b", "c"), organization("c"));

  expect(code).toBe(0);
  expect(await tree()).toEqual(["a<b", "b<c", "c<"]);
});

test("a rejected row leaves what the database has, and its children find it there", async () => {
  await load(organization("root"));

  const { said } = await load(organization("root", "nowhere"), organization("site", "root"));

  expect(said).toEqual([expect.stringContaining('line 2: parent_id "nowhere"')]);
  expect(await tree()).toEqual(["root<", "site<root"]);
});

test("a file of many rows for one id, none of which finds its place, is looked through a few times only", async () => {
  const many = 12_000;
  const rows = Array.from({ length: many }, (_, at) => organization(`many-${at}`));

  const { said } = await load(...rows, ...rows.map(() => organization("lost", "nowhere")));

  expect(said).toHaveLength(many);
  expect(await world.rows("select count(*) as n from organization")).toEqual([{ n: many }]);
}, 15_000);

test("where the last row of an id is rejected, the one before it counts", async () => {
  const { code, said } = await load(
    organization("root"),
    organization("site", "root"),
    organization("site", "nowhere"),
  );

  expect(said).toEqual([expect.stringContaining("line 4")]);
  expect(code).toBe(2);
  expect(await tree()).toEqual(["root<", "site<root"]);
});

test("imports that run at once and each give half of a circle leave none", async () => {
  const rounds = Array.from({ length: 5 }, (_, at) => [`a${at}`, `b${at}`] as const);
  await load(...rounds.flat().map((id) => organization(id)));

  const said = [];
  for (const [one, other] of rounds)
    said.push(
      ...(await Promise.all([load(organization(one, other)), load(organization(other, one))])).map(
        (loaded) => loaded.said,
      ),
    );

  expect(said.flat()).toEqual(rounds.map(() => expect.stringContaining("makes a circle")));
  expect(await world.rows("select id from organization where parent_id is not null")).toHaveLength(
    rounds.length,
  );
});

test("where a circle stands in the database, what is below it is loaded, and a right file mends it", async () => {
  await load(organization("root"), organization("a", "root"), organization("b", "a"));
  await world.rows("update organization set parent_id = 'b' where id = 'a'");

  const below = await load(organization("c", "b"), organization("d", "c"));
  const wrong = await load(organization("b", "a"));
  const right = await load(organization("a", "root"));

  expect([below.code, wrong.code, right.code]).toEqual([0, 1, 0]);
  expect(await tree()).toEqual(["a<root", "b<a", "c<b", "d<c", "root<"]);
});

test("what moves is looked at on its way up, not with the hundred thousand that stand beside it", async () => {
  await load(organization("root"), organization("other"));
  await world.rows(`insert into organization (id, parent_id, name, street, city, postal_code, region, country)
    with recursive n (at) as (select 1 union all select at + 1 from n where at < 100000)
    select 'o' || at, 'root', 'n', '', '', '', '', 'BE' from n`);
  const moved = Array.from({ length: 500 }, (_, at) => organization(`o${at + 1}`, "other"));
  const work: Work = { trips: 0, statements: 0, rows: 0 };
  vi.stubGlobal("fetch", counting(work));

  const { code } = await load(...moved);
  vi.unstubAllGlobals();

  expect(code).toBe(0);
  expect(work.rows).toBeLessThan(40_000);
}, 20_000);

const counting = (work: Work, send = fetch) =>
  (async (...asked) => {
    const answer = await send(...asked);
    addWork(work, await answer.clone().text());
    return answer;
  }) satisfies typeof fetch;
