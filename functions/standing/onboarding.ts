import {
  type OrganizationAround,
  type onboardingRecords,
  questionOf,
  type ruleRecords,
  type SeatWithPerson,
} from "#db/queries/onboarding.ts";
import { assess, type Candidacy } from "#src/domain/assessment.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { currentStep, mayVisit, stepAfter, stepBefore } from "#src/domain/journeys/journey.ts";
import { onboarding, type OnboardingStep } from "#src/domain/journeys/onboarding/onboarding.ts";
import type { OnboardingAnswers, OnboardingSituation } from "#src/domain/journeys/onboarding/situation.ts";
import { chain, widestFirst } from "#src/domain/organization.ts";
import { nearestAdministrator } from "#src/domain/seat.ts";
import { verify } from "#src/domain/verification.ts";
import { asker, askerEmail, type Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";

/** The question that the asker's newest registration asks, or what was typed just now. */
export const ownQuestion = (context: Context, typed?: Parameters<typeof questionOf>[2]) =>
  questionOf(asker(context), askerEmail(context), typed);

export type OnboardingRecords = Loaded<ReturnType<typeof onboardingRecords>>;

/** The address of a step, and of the page that leads to the first. */
const address = (step: OnboardingStep | null) => (step ? `onboarding/${step}` : "onboarding");

const withLists = ({ domains, seats, ...organization }: OrganizationAround) => ({
  ...organization,
  domains: JSON.parse(domains) as readonly string[],
  seats: JSON.parse(seats) as readonly SeatWithPerson[],
});

/** What the numbers name, each null where there is no such thing. */
const named = (row: OnboardingRecords["numbered"][number] | undefined) => ({
  contract:
    row?.type != null && row.organizationId !== null && row.startsOn !== null && row.endsOn !== null
      ? { type: row.type, organizationId: row.organizationId, startsOn: row.startsOn, endsOn: row.endsOn }
      : null,
  entitlement: row?.entitled ? { endsOn: row.entitledUntil } : null,
  device:
    row?.deviceContractNumber != null && row.deviceOrganizationId !== null
      ? { contractNumber: row.deviceContractNumber, organizationId: row.deviceOrganizationId }
      : null,
});

/** Where a person stands in onboarding, from what was read. `typed` replaces the numbers answered so far. */
export function standing(
  records: OnboardingRecords,
  person: Pick<Person, "id" | "email">,
  { today }: Pick<Context, "today">,
  typed?: { contractNumber: string; serialNumber: string },
) {
  const [registration] = records.registration;
  const draft = registration?.state === "draft" ? registration : null;
  const answers: OnboardingAnswers = typed ?? registration?.answers ?? {};
  const { contract, entitlement, device } = named(records.numbered[0]);
  const { contractNumber = "" } = answers;
  const errors = contractNumber
    ? verify({ email: person.email, contractNumber }, { contract, entitlement, device }, today)
    : {};
  const verified = contractNumber !== "" && Object.keys(errors).length === 0;

  const organizations = records.organizations.map(withLists);
  const seats = organizations.flatMap((one) => one.seats);
  const upward = (id: OrganizationId) => chain(id, organizations);
  const held = verified && contract ? upward(contract.organizationId).map(({ id }) => id) : [];
  const chosenId = answers.organizationId;
  const winnerFor = (id: OrganizationId) => nearestAdministrator(upward(id), seats);
  const administrator = verified && contract ? winnerFor(contract.organizationId) : null;
  const listed =
    verified && contract && device
      ? widestFirst([contract.organizationId, device.organizationId], organizations)
      : [];
  const offered = listed.filter(({ id }) => winnerFor(id) === null);
  const situation: OnboardingSituation = {
    state: registration?.state ?? null,
    answers,
    verified,
    administratorExists: administrator !== null,
    organizationHolds: offered.some(({ id }) => id === chosenId),
  };
  const current = currentStep(onboarding, situation);
  return {
    registration: registration ?? null,
    draft,
    contract,
    entitlement,
    device,
    answers,
    errors,
    verified,
    administrator,
    /** The contract's and the device's organizations and all above them, widest scope first. */
    listed,
    /** Those of them that have no administrator, nor one above. */
    offered,
    chosen: listed.find(({ id }) => id === chosenId) ?? null,
    /** The administrator whom somebody meets who wants to administer that organization; null: nobody. */
    winnerFor,
    /** The asker administers, or has a role in, the contract's organization or one above it. */
    accessHeld: organizations.find(
      ({ id, seats, roleHeld }) =>
        held.includes(id) && (roleHeld === 1 || seats.some(({ personId }) => personId === person.id)),
    ),
    organizationName: (id: string) => organizations.find((one) => one.id === id)?.name ?? "",
    current,
    /** The address of the current step. */
    here: address(current),
    mayVisit: (step: OnboardingStep) => mayVisit(onboarding, step, situation),
    /** The address before a step's. */
    back: (step: OnboardingStep) => address(stepBefore(onboarding, step, situation)),
    /** The address after a step's, for a registration that is, or becomes, a draft. */
    next: (step: OnboardingStep) => address(stepAfter(onboarding, step, { ...situation, state: "draft" })),
    /** The rules that fire when this person claims that organization. */
    rulesFor: (claimedId: OrganizationId, { rootsOfEmailDomain }: Loaded<ReturnType<typeof ruleRecords>>) =>
      assess({
        email: person.email,
        claimedId,
        contractOrganizationId: contract?.organizationId ?? null,
        organizations,
        withChildren: organizations.filter(({ hasChildren }) => hasChildren).map(({ id }) => id),
        domains: organizations.flatMap(({ id, domains }) =>
          domains.map((domain) => ({ organizationId: id, domain })),
        ),
        rootsOfEmailDomain: rootsOfEmailDomain.map(({ id }) => id),
        lostAdministrator: organizations
          .filter(({ hadAdministrator, seats }) => hadAdministrator && !seats.length)
          .map(({ id }) => id),
      } satisfies Candidacy),
  };
}

export type Standing = ReturnType<typeof standing>;
