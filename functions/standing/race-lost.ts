import type { SeatWithPerson } from "#db/queries/onboarding.ts";
import { Refusal } from "#src/domain/refusal.ts";

/** Somebody else became the first administrator: says who and when, and leads on to that person. */
export const raceLost = (winner: SeatWithPerson, organization: string) =>
  new Refusal("conflict", "onboarding.raceLost", {
    params: { organization, name: winner.name, dateTime: winner.createdAt },
  });
