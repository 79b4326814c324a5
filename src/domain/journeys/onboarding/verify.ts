import { question, type Typed } from "#src/domain/journeys/journey.ts";
import { limits } from "#src/domain/limits.ts";
import type { Message } from "#src/domain/refusal.ts";
import { isWaiting } from "#src/domain/registration.ts";
import { isNumber, normalizeNumber } from "#src/domain/text.ts";
import type { OnboardingSituation } from "./situation.ts";

/** A contract and a serial number: to be entitled is to have both (README.md 2.3). */
export const verify = question({
  id: "verify",
  relevant: ({ state }: OnboardingSituation) => !isWaiting(state),
  answered: ({ state, verified }: OnboardingSituation) => (state !== null && state !== "draft") || verified,
  read: (typed: Typed) => {
    const contract = number(typed, "contractNumber");
    const serial = number(typed, "serialNumber");
    return {
      answers: { contractNumber: contract.number, serialNumber: serial.number },
      errors: {
        ...(contract.problem && { contractNumber: contract.problem }),
        ...(serial.problem && { serialNumber: serial.problem }),
      },
    };
  },
});

const { longest } = limits.number;

function number(typed: Typed, name: "contractNumber" | "serialNumber") {
  const number = normalizeNumber(typed[name] ?? "");
  const problem: Message | null = !number
    ? { key: `onboarding.verify.errors.${name}Required` }
    : number.length > longest
      ? { key: `onboarding.verify.errors.${name}TooLong`, params: { max: longest } }
      : isNumber(number)
        ? null
        : { key: `onboarding.verify.errors.${name}Implausible` };
  return { number, problem };
}
