import { expect, test } from "vitest";
import { newId, type PersonId } from "#src/domain/ids.ts";
import type { Language } from "#src/i18n/languages.ts";
import { personOrNew } from "#functions/consequences/person.ts";

const at = { now: 0, newId };
const email = "zoe@acme.example";
const known = {
  id: "p1" as PersonId,
  email,
  name: "Zoé",
  company: null,
  phone: null,
  language: null as Language | null,
  disabledAt: null as number | null,
};

test("somebody unknown becomes a person without a name who reads in the chosen language", () => {
  const { person, writes } = personOrNew({ email, language: "nl" }, [], at);

  expect(person).toMatchObject({ email, name: "", language: "nl" });
  expect(writes).toHaveLength(1);
});

test("a profile's own language wins, and nothing is written but the guard that the person can still sign in", () => {
  const { person, writes } = personOrNew({ email, language: "nl" }, [{ ...known, language: "fr" }], at);

  expect(person).toEqual({ id: "p1", email, name: "Zoé", language: "fr" });
  expect(writes).toHaveLength(1);
});

test("a person without a language reads in the chosen one from then on", () => {
  const { person, writes } = personOrNew({ email, language: "nl" }, [known], at);

  expect(person.language).toBe("nl");
  expect(writes).toHaveLength(2);
});

test("somebody who can no longer sign in is answered as anybody, with the guard that it is still so", () => {
  const { person, writes, isDisabled } = personOrNew(
    { email, language: "nl" },
    [{ ...known, disabledAt: 1 }],
    at,
  );

  expect([person.id, isDisabled]).toEqual(["p1", true]);
  expect(writes).toHaveLength(1);
});
