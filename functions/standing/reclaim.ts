import { ofRequest, requestIdOf } from "#db/queries/access-request.ts";
import { type Administrator, administratorsAt } from "#db/queries/administrator.ts";
import type { Question } from "#db/queries/onboarding.ts";
import { openReclaimsAbove, reclaimOfRegistration } from "#db/queries/reclaim.ts";
import { nextToAsk } from "#src/domain/access-request.ts";
import { counts } from "#src/domain/seat.ts";
import type { Person } from "#functions/context/context.ts";

const organizationOf = ({ registrationId }: Pick<Question, "registrationId">) =>
  ofRequest(requestIdOf(registrationId), "organization_id");

/** What a reclaim looks at besides the registration, to be read in the same trip. */
export const reclaimRecords = (question: Pick<Question, "registrationId">) => ({
  reclaim: reclaimOfRegistration(question.registrationId),
  openReclaims: openReclaimsAbove(organizationOf(question)),
  deciders: administratorsAt(organizationOf(question)),
});

/** The administrators of the nearest organization that has some: those of whom it can be said that they have gone. */
export const nearestInOffice = (deciders: readonly Administrator[], person: Pick<Person, "id">) =>
  nextToAsk(
    deciders.filter((seat) => counts(seat) && seat.personId !== person.id),
    new Set(),
  );
