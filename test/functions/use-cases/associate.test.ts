import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Write } from "#db/client.ts";
import { organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { associatePerson } from "#functions/use-cases/person/associate.ts";
import { contextOf, countedIds } from "#test/helpers/context.ts";

const acme = organizationIdOf("acme");
const now = Date.UTC(2026, 0, 5, 9);

const ann = {
  id: "ann" as PersonId,
  email: "ann@acme.example",
  name: "Ann",
  company: null,
  phone: null,
  language: "nl" as const,
};

const may = {
  person: ann,
  place: { kind: "organization", id: acme, name: "ACME" } as const,
  may: () => true,
};

/** A statement by its first words, with the values that it is sent with. */
function sent(write: Write) {
  const statement = "guarded" in write ? write.statement : write;
  const query = statement as unknown as Partial<
    Record<"toSQL" | "getQuery", () => { sql: string; params: unknown[] }>
  >;
  const { sql: text, params } = (query.toSQL ?? query.getQuery)!.call(statement);
  return [
    text
      .trim()
      .split(/[\s(]+/u, 3)
      .join(" ")
      .replaceAll('"', ""),
    "guarded" in write,
    params,
  ] as const;
}

test("associating somebody unknown adds the person and the role, counts it, and tells of it", () => {
  const context = contextOf("http://127.0.0.1:1", "nobody", { now, newId: countedIds() });
  const { operationId: originId } = context;

  const decision = associatePerson.decide(
    { ...may, reach: null, right: sql`true` },
    { place: [], holds: [], known: [], held: [], caused: [] },
    { id: acme, email: "zoe@acme.example", role: "customer-user", language: null },
    context,
  );

  if (!("audit" in decision)) throw new Error("nothing follows");
  expect(decision.next).toBe("organizations/acme/people");
  expect(decision.audit).toEqual([{ subjectId: "new-2", organizationId: "acme", to: "customer-user" }]);
  expect(decision.mail).toEqual([
    {
      template: "access-granted",
      to: { id: "new-1", email: "zoe@acme.example", name: "", language: "nl" },
      params: { place: "ACME", role: "customer-user", by: ann, unasked: true },
    },
  ]);
  expect(decision.writes.map(sent)).toEqual([
    ["insert into guard", false, expect.arrayContaining(["ann@acme.example", "acme.example"])],
    ["insert into person", false, expect.arrayContaining(["new-1", "zoe@acme.example", "nl"])],
    [
      "insert into role",
      true,
      // As long as nobody has erased the person meanwhile.
      ["new-2", "acme", null, null, "new-1", "customer-user", originId, now, "new-1"],
    ],
    ["insert into provisioning", false, expect.arrayContaining(["new-3", "new-1", "acme", originId, "done"])],
  ]);
});
