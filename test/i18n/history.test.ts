import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accessRequest } from "#src/domain/access-request.ts";
import { nominee, smartAccount } from "#src/domain/account.ts";
import { policy } from "#src/domain/policy.ts";
import { reclaim } from "#src/domain/reclaim.ts";
import { registration } from "#src/domain/registration.ts";
import { review } from "#src/domain/review.ts";
import { seatOrigins } from "#src/domain/seat.ts";
import { acts, actSentence } from "#src/i18n/history-sentences.ts";
import { actionName, stateName, toldActions } from "#src/i18n/history.ts";
import { languages, translator } from "#src/i18n/translator.ts";
import { root } from "#functions/local/build.ts";

const folder = join(root, "functions");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(folder, file), "utf8"));
const written = sources.flatMap((text) =>
  [...text.matchAll(/action: "([A-Za-z]+\.[A-Za-z-]+)"/gu)].map(([, action]) => action!),
);

test("every action that is recorded has a name in the history", () => {
  const composed = [
    ...reclaim.events.map((event) => `reclaim.${event}`),
    ...review.events.map((event) => `review.${event}`),
  ];

  expect(written.length).toBeGreaterThan(40);
  expect([...written, ...composed].filter((action) => !toldActions.includes(action))).toEqual([]);
});

test.each(languages.map(({ code }) => code))("every state and role has a name, in %s", (language) => {
  const t = translator(language);
  const states = [accessRequest, smartAccount, nominee, reclaim, registration, review].flatMap(
    (one): readonly string[] => one.states,
  );
  const unnamed = [...states, ...seatOrigins, ...Object.keys(policy), "ended"].filter(
    (state) => stateName(t, "person.associate", state) === state,
  );

  expect(unnamed).toEqual([]);
});

test("versions and places are said as such; what nobody has named is shown as it is", () => {
  const t = translator("en");

  expect(stateName(t, "seat.accept-terms", "2")).toBe("version 2");
  expect(stateName(t, "seat.order", "3")).toBe("position 3");
  expect(stateName(t, "seat.order", null)).toBe("");
  expect(actionName(t, "tea.brew")).toBe("tea.brew");
});

const said = (action: string, more: object = {}) =>
  actSentence(
    translator("en"),
    [
      {
        operationId: "one",
        at: 1,
        by: { name: "Els" },
        about: { name: "Tom", email: "tom@company.example" },
        matter: null,
        action,
        from: "Genk",
        to: "Antwerp",
        refusal: null,
        ...more,
      },
    ],
    "en",
  );

test("an agent, the portal and whoever was erased stand in a sentence too, and a new role is named whatever led to it", () => {
  expect([
    said("access.suspend", { by: "agent" }),
    said("alert.raise", { by: "system", about: null }),
    said("access.restore", { by: "agent", about: "erased" }),
    said("virtualAccount.rename"),
    said("account.activate", { to: "smart-account-user" }),
  ]).toEqual([
    "An agent of Ardenne Networks suspended the access of Tom.",
    "Passerelle raised an alert.",
    "An agent of Ardenne Networks restored the access of Somebody whose data were erased.",
    "Els renamed the virtual account “Genk” to “Antwerp”.",
    "Tom now has the role “Smart Account User”.",
  ]);
});

test("who was nominated is no name in the history, but a number", () => {
  const event = { operationId: "one", at: 1, by: { name: "Els" }, about: null, matter: null, refusal: null };
  const decided = ["allowed", "denied", "allowed"].map((to) => ({
    ...event,
    action: "account.activate",
    from: "nominated",
    to,
  }));

  expect(acts(decided).map((act) => actSentence(translator("en"), act, "en"))).toEqual([
    "Els agreed to nominations: 2.",
    "Els did not agree to nominations: 1.",
  ]);
});

test("what was refused, and what only stands there refused, is told by its facts", () => {
  expect([said("session.start", { refusal: "forbidden" }), said("link.act"), said("tea.brew")]).toEqual([
    null,
    null,
    null,
  ]);
});

test("several events of one operation that say the same are one act, also where others stand between", () => {
  const event = (id: string, to: string | null, about = "Tom") => ({
    operationId: id,
    at: 1,
    by: "agent" as const,
    about: { name: about, email: "" },
    matter: null,
    action: "review.appoint",
    from: null,
    to,
    refusal: null,
  });
  const events = [
    event("one", "appointed"),
    event("one", "customer-administrator"),
    event("one", "administrator"),
    event("one", "appointed", "Ann"),
    event("two", "appointed"),
  ];

  expect(acts(events).map((act) => act.length)).toEqual([2, 1, 1, 1]);
});
