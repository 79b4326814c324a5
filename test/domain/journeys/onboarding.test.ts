import fc from "fast-check";
import { expect, test } from "vitest";
import { organizationIdOf } from "#src/domain/ids.ts";
import { currentStep, mayVisit, step, stepAfter, stepBefore, valid } from "#src/domain/journeys/journey.ts";
import { onboarding } from "#src/domain/journeys/onboarding/onboarding.ts";
import { organization } from "#src/domain/journeys/onboarding/organization.ts";
import type { OnboardingSituation } from "#src/domain/journeys/onboarding/situation.ts";
import { verify } from "#src/domain/journeys/onboarding/verify.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { registration } from "#src/domain/registration.ts";

const situations: fc.Arbitrary<OnboardingSituation> = fc.record({
  state: fc.constantFrom(null, ...registration.states),
  answers: fc.record(
    {
      contractNumber: fc.string(),
      serialNumber: fc.string(),
      organizationId: fc.string().map(organizationIdOf),
    },
    { requiredKeys: [] },
  ),
  verified: fc.boolean(),
  administratorExists: fc.boolean(),
  organizationHolds: fc.boolean(),
});
const steps = onboarding.map(({ id }) => id);
const visitable = (situation: OnboardingSituation) =>
  steps.filter((id) => mayVisit(onboarding, id, situation));

const nothing: OnboardingSituation = {
  state: null,
  answers: {},
  verified: false,
  administratorExists: false,
  organizationHolds: false,
};

test.each<[string, Partial<OnboardingSituation>, string[]]>([
  ["who has not begun verifies", {}, ["verify"]],
  ["whose contract no longer holds verifies again", { state: "draft", organizationHolds: true }, ["verify"]],
  ["who is verified chooses an organization", { state: "draft", verified: true }, ["verify", "organization"]],
  [
    "who has chosen looks at the mail, and may choose again",
    { state: "draft", verified: true, organizationHolds: true },
    ["verify", "organization", "check-email"],
  ],
  [
    "who finds an administrator there confirms, whatever was chosen",
    { state: "draft", verified: true, administratorExists: true, organizationHolds: true },
    ["verify", "confirm"],
  ],
  [
    "who is under review can only wait",
    { state: "underReview", verified: true, organizationHolds: true },
    ["status"],
  ],
  [
    "who is administrator sees that, and may register another",
    { state: "administrator", verified: true },
    ["verify", "status"],
  ],
  ["who was refused may begin again", { state: "refused" }, ["verify", "status"]],
  ["who withdrew may begin again", { state: "withdrawn" }, ["verify", "status"]],
])("%s", (_, difference, expected) => {
  const situation = { ...nothing, ...difference };

  expect(visitable(situation)).toEqual(expected);
  expect(currentStep(onboarding, situation)).toBe(expected.at(-1));
});

test("in any situation the current step can be visited, and none after it", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const current = steps.indexOf(currentStep(onboarding, situation));

      expect(mayVisit(onboarding, steps[current]!, situation)).toBe(true);
      expect(visitable(situation).every((id) => steps.indexOf(id) <= current)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("in any situation one may confirm or choose, never both", () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const open = visitable(situation);

      expect(open.includes("confirm") && open.includes("organization")).toBe(false);
    }),
  );
});

const random = fc.array(fc.record({ relevant: fc.boolean(), answered: fc.boolean() }), {
  minLength: 1,
  maxLength: 8,
});
const journeyOf = (facts: readonly { relevant: boolean; answered: boolean }[]) => [
  ...facts.map(({ relevant, answered }, at) =>
    step({ id: `step-${at}`, relevant: () => relevant, answered: () => answered }),
  ),
  step({ id: "end", relevant: () => true, answered: () => false }),
];

test("in any journey the way up to the current step is answered, relevant and open", () => {
  fc.assert(
    fc.property(random, (facts) => {
      const journey = journeyOf(facts);

      const current = journey.findIndex(({ id }) => id === currentStep(journey, {}));

      expect(journey[current]!.relevant({})).toBe(true);
      expect(journey.slice(0, current).every((one) => !one.relevant({}) || one.answered({}))).toBe(true);
      expect(journey.map(({ id }) => mayVisit(journey, id, {}))).toEqual(
        journey.map((one, at) => at <= current && one.relevant({})),
      );
    }),
  );
});

test("in any journey the ways back and on lead through its relevant steps in their order, and end", () => {
  fc.assert(
    fc.property(random, (facts) => {
      const journey = journeyOf(facts);
      const way = journey.filter((one) => one.relevant({})).map(({ id }) => id);

      expect(way.map((id) => stepBefore(journey, id, {}))).toEqual([null, ...way.slice(0, -1)]);
      expect(way.map((id) => stepAfter(journey, id, {}))).toEqual([...way.slice(1), null]);
    }),
  );
});

test("who has verified goes on to an organization, or to its administrator, and back to verify", () => {
  const verified = { ...nothing, state: "draft" as const, verified: true };
  const meets = { ...verified, administratorExists: true };

  expect(stepAfter(onboarding, "verify", verified)).toBe("organization");
  expect(stepBefore(onboarding, "organization", verified)).toBe("verify");
  expect(stepAfter(onboarding, "organization", verified)).toBe("check-email");
  expect(stepAfter(onboarding, "verify", meets)).toBe("confirm");
  expect(stepBefore(onboarding, "confirm", meets)).toBe("verify");
});

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return Object.values(error.details.fields ?? {}).map(({ key }) => key);
  }
  return [];
};

test("numbers are read as they are compared, an organization as it was chosen", () => {
  expect(valid(verify.read({ contractNumber: " ab-12 ", serialNumber: "x.9/1" }))).toEqual({
    contractNumber: "AB12",
    serialNumber: "X.9/1",
  });
  expect(valid(organization.read({ organizationId: "none" }))).toEqual({ organizationId: "none" });
});

test.each([
  ["nothing", {}, ["contractNumberRequired", "serialNumberRequired"]],
  ["too much", { contractNumber: "1".repeat(41), serialNumber: "1".repeat(40) }, ["contractNumberTooLong"]],
  ["what is no number", { contractNumber: "1", serialNumber: "1?" }, ["serialNumberImplausible"]],
])("a step refuses %s at each field", (_, typed, expected) => {
  expect(refusalOf(() => valid(verify.read(typed)))).toEqual(
    expected.map((one) => `onboarding.verify.errors.${one}`),
  );
});

test("whoever chooses no organization is asked to", () => {
  expect(refusalOf(() => valid(organization.read({})))).toEqual(["onboarding.organization.errors.required"]);
});

test("an unknown step can never be visited", () => {
  expect(mayVisit(onboarding, "elsewhere", nothing)).toBe(false);
});
