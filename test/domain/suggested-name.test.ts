import { expect, test } from "vitest";
import { suggestedName } from "#src/domain/suggested-name.ts";

test.each([
  ["lotte.visser@werf.example", "Lotte Visser"],
  ["jean-luc.de.la.tour+portal@acme.example", "Jean-Luc de la Tour"],
  ["zoë_ångström@acme.example", "Zoë Ångström"],
])("%s shows a name", (email, name) => {
  expect(suggestedName(email)).toBe(name);
});

test.each([
  "info@acme.example",
  "l.visser@acme.example",
  "robin.2@acme.example",
  "a..b@acme.example",
  "x@y.example",
])("%s shows none", (email) => {
  expect(suggestedName(email)).toBe("");
});
