import fc from "fast-check";
import { expect, test } from "vitest";
import { chain, widestFirst } from "#src/domain/organization.ts";

const acme = [
  { id: "acme", parentId: null },
  { id: "be", parentId: "acme" },
  { id: "gent", parentId: "be" },
  { id: "nl", parentId: "acme" },
  { id: "breda", parentId: "nl" },
];
const ids = (organizations: readonly { id: string }[]) => organizations.map(({ id }) => id);

test("a chain goes from the organization to the whole company", () => {
  expect(ids(chain("gent", acme))).toEqual(["gent", "be", "acme"]);
});

test("a chain of an unknown organization is empty, and ends where a parent is unknown", () => {
  expect(chain("elsewhere", acme)).toEqual([]);
  expect(ids(chain("a", [{ id: "a", parentId: "gone" }]))).toEqual(["a"]);
});

test("a chain ends even where parents go round in a circle", () => {
  const circle = [
    { id: "a", parentId: "b" },
    { id: "b", parentId: "a" },
  ];

  expect(ids(chain("a", circle))).toEqual(["a", "b"]);
});

test("one may choose from the widest scope to the narrowest, each once", () => {
  expect(ids(widestFirst(["be", "gent"], acme))).toEqual(["acme", "be", "gent"]);
  expect(ids(widestFirst(["gent", "gent"], acme))).toEqual(["acme", "be", "gent"]);
});

test("where contract and device are in different branches, both are offered below what they share", () => {
  expect(ids(widestFirst(["gent", "breda"], acme))).toEqual(["acme", "be", "nl", "gent", "breda"]);
});

const forest = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map((picks) =>
  picks.map((pick, at) => ({
    id: `o${at}`,
    parentId: at === 0 || pick % 4 === 0 ? null : `o${pick % at}`,
  })),
);

test("in any forest each organization is offered once, and never before one above it", () => {
  fc.assert(
    fc.property(forest, fc.nat(), fc.nat(), (organizations, a, b) => {
      const chosen = [a, b].map((pick) => organizations[pick % organizations.length]!.id);

      const offered = ids(widestFirst(chosen, organizations));

      const above = chosen.flatMap((id) => ids(chain(id, organizations)));
      expect([...offered].sort()).toEqual([...new Set(above)].sort());
      for (const id of offered)
        expect(ids(chain(id, organizations)).map((one) => offered.indexOf(one))).toEqual(
          ids(chain(id, organizations))
            .map((one) => offered.indexOf(one))
            .sort((x, y) => y - x),
        );
    }),
  );
});
