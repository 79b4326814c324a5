import { domainOf, isWithin } from "./email.ts";
import type { OrganizationId } from "./ids.ts";
import { chain, type Organization } from "./organization.ts";

/** What the rules below look at when somebody wants to administer an organization. */
export interface Candidacy {
  readonly email: string;
  readonly claimedId: OrganizationId;
  readonly contractOrganizationId: OrganizationId | null;
  /** The contract's and the device's organizations and all above them. */
  readonly organizations: readonly Pick<Organization, "id" | "parentId">[];
  /** Organizations of that list that have others below them. */
  readonly withChildren: readonly OrganizationId[];
  /** Domains known for organizations of that list. */
  readonly domains: readonly { organizationId: OrganizationId; domain: string }[];
  /** Root organizations of the trees in which the person's domain is known. */
  readonly rootsOfEmailDomain: readonly OrganizationId[];
  /** Organizations of that list that had administrators and have none now. */
  readonly lostAdministrator: readonly OrganizationId[];
}

const above = (of: Candidacy, id: OrganizationId) =>
  chain(id, of.organizations).map((organization) => organization.id);
const rootOf = (of: Candidacy) => above(of, of.claimedId).at(-1);

/** The rules that make an agent look, each with its name (README.md 2.6). True: an agent looks. */
export const assessmentRules = {
  domainUnknown: (of: Candidacy) => {
    const known = of.domains.filter(({ organizationId }) => above(of, of.claimedId).includes(organizationId));
    return known.length > 0 && !known.some(({ domain }) => isWithin(domainOf(of.email), domain));
  },
  domainOfAnotherCompany: (of: Candidacy) => of.rootsOfEmailDomain.some((root) => root !== rootOf(of)),
  rootClaimedFromLeaf: (of: Candidacy) =>
    rootOf(of) === of.claimedId &&
    of.contractOrganizationId !== null &&
    of.contractOrganizationId !== of.claimedId &&
    above(of, of.contractOrganizationId).includes(of.claimedId) &&
    !of.withChildren.includes(of.contractOrganizationId),
  administratorLost: (of: Candidacy) => of.lostAdministrator.includes(of.claimedId),
} satisfies Record<string, (of: Candidacy) => boolean>;

export type AssessmentRule = keyof typeof assessmentRules;

/** Why a registration goes to an agent: nobody's organization was listed, or rules fired. */
export type AssessmentReason = "noneOfTheAbove" | AssessmentRule;

export const assessmentReasons = ["noneOfTheAbove", ...Object.keys(assessmentRules)] as AssessmentReason[];

export const isAssessmentReason = (reason: string): reason is AssessmentReason =>
  (assessmentReasons as readonly string[]).includes(reason);

/** The names of the rules that fire. */
export const assess = (candidacy: Candidacy) =>
  (Object.keys(assessmentRules) as AssessmentRule[]).filter((rule) => assessmentRules[rule](candidacy));
