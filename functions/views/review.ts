import { askedOf } from "#db/queries/access-request-row.ts";
import { searchOrganizations } from "#db/queries/organization-search.ts";
import { reviewFacts } from "#db/queries/review-facts.ts";
import { reasonsOf, type ReviewRow } from "#db/queries/review.ts";
import { nextReview, placeInQueue } from "#db/queries/review-queue.ts";
import { appointedBy } from "#db/queries/seat.ts";
import { domainOf, isWithin } from "#src/domain/email.ts";
import { limits } from "#src/domain/limits.ts";
import { hasFailed } from "#src/domain/message.ts";
import { chain, widestFirst } from "#src/domain/organization.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { isOpen, review as lifecycle, reviewDecisions } from "#src/domain/review.ts";
import { counts } from "#src/domain/seat.ts";
import { reviewTimeline } from "#src/domain/timeline.ts";
import { verdictsOn } from "#src/domain/verdict.ts";
import { verify } from "#src/domain/verification.ts";
import { asker, type Loaded, query, type ViewOf } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { identifierEvidence } from "#functions/standing/identifier-evidence.ts";
import { found, isSearched, searchFor } from "#functions/standing/organization-search.ts";
import { isAbout, reviewRecords } from "#functions/standing/review.ts";
import { reviewLine } from "./reviews.ts";

interface Asked {
  readonly id: string;
  /** What was typed to find another organization. */
  readonly search: string;
}

const load = ({ id, search }: Asked, context: Context) => ({
  ...agentRecords(context),
  ...reviewRecords({ id, organizationId: null, email: "" }),
  ...reviewFacts(id),
  appointed: appointedBy(id),
  found: searchOrganizations(searchFor(search)),
  following: nextReview(id, asker(context)),
  queued: placeInQueue(id, asker(context), limits.review.counted + 1),
});

type Records = Loaded<ReturnType<typeof load>>;

/** Everything that is known about one review, and what an agent can do about it. */
export const reviewPage = query({
  load,
  view: (actor, records, { search }, context) => {
    const person = agent(actor, context);
    const [review] = records.review;
    if (!review) throw new Refusal("notFound", "errors.404");
    const searched = searchFor(search);
    const request = review.kind === "accessRequest" ? (records.request[0] ?? null) : null;
    const own = isAbout(review, person);
    return {
      ...reviewLine(review, context.now),
      timeline:
        isOpen(review) && review.kind !== "feedback"
          ? reviewTimeline(
              { ...review, asked: review.state === "waiting" },
              context.now,
              review.kind === "addressLeft" ? "history.actions.address.change" : undefined,
            )
          : [],
      decisions: own
        ? []
        : reviewDecisions[review.kind].filter(
            (decision) =>
              lifecycle.next(review.state, decision) !== null &&
              // What is not on record cannot be associated.
              !(review.kind === "association" && decision === "approve" && !records.contract.length) &&
              // Another account was faster.
              !(review.kind === "identifierChange" && decision === "approve" && records.holder.length),
          ),
      own,
      now: context.now,
      isOpen: isOpen(review),
      isMine: review.ownerId === person.id,
      /** What comes next in the queue for this agent. */
      next: records.following[0]?.id ?? null,
      /** Where it stands in what this agent has to decide; null: it is not for this agent to decide now. */
      queued: records.queued[0] ?? null,
      /** In which language this person is written to. */
      reads: review.language ?? context.settings.language,
      verdicts: isOpen(review) && review.kind !== "feedback" ? verdicts(review, records, context.today) : [],
      proof: proof(review, records, context.today),
      organizations: organizations(review, records),
      administrators: records.above.filter(counts).map((seat) => ({
        name: seat.name,
        email: seat.email,
        organization: seat.organizationName,
        since: seat.createdAt,
      })),
      account:
        request?.domainIdentifier || review.kind === "identifierChange"
          ? records.accountAdministrators.map(({ name, email, createdAt }) => ({
              name,
              email,
              since: createdAt,
            }))
          : null,
      identifier: identifierEvidence(review, records),
      /** The address until a change by which it left the company. */
      addressBefore: review.kind === "addressLeft" ? (records.moved[0]?.oldEmail ?? null) : null,
      people: review.kind === "vacancy" ? records.people : [],
      earlier: records.earlier,
      request: request && {
        place: request.placeName,
        since: request.createdAt,
        reason: request.reason,
        question: request.question,
        answer: request.answer,
        asked: askedOf(request).map(({ name, email, at, delivery }) => ({
          name,
          email,
          at,
          delivered: delivery === "delivered",
          unreachable: hasFailed(delivery),
        })),
      },
      /** The virtual accounts in which a request for a Smart Account can be approved; null: it is for an organization. */
      parts: request?.accountId ? records.parts.map(({ id, name }) => ({ id, name })) : null,
      reclaim: records.reclaim[0] ?? null,
      appointed: (review.state === "appointed" && records.appointed[0]) || null,
      search: isSearched(searched) ? { text: search, ...found(records.found) } : null,
    };
  },
});

export type ReviewView = ViewOf<typeof reviewPage>;

function verdicts(review: ReviewRow, records: Records, today: string) {
  const { organizationName, email, confirmed, disabledAt } = review;
  const identifier = identifierEvidence(review, records);
  const identifierAsked = review.kind === "accessRequest" ? records.request[0]?.domainIdentifier : null;
  const listed = organizations(review, records);
  const asked = listed.find(({ isAsked }) => isAsked);
  const upward = asked ? chain(asked.id, listed).map(({ id }) => id) : [];
  return verdictsOn({
    reasons: reasonsOf(review),
    email,
    confirmed: confirmed !== 0,
    disabled: disabledAt !== null,
    proven: proof(review, records, today)?.holds ?? null,
    // Who left the company is the one who administers.
    organization:
      organizationName && review.kind !== "addressLeft"
        ? {
            name: organizationName,
            domains: listed.filter(({ id }) => upward.includes(id)).flatMap(({ domains }) => domains),
          }
        : null,
    administrators: records.above.filter(counts).length,
    refused: records.earlier.filter(({ state }) => state === "refused" || state === "denied").length,
    account: identifierAsked && email ? { sameDomain: isWithin(domainOf(email), identifierAsked) } : null,
    identifier: identifier && { ...identifier, accounts: identifier.accounts.length },
  });
}

/** The contract and the device, and whether they still prove what they proved; null without any. */
function proof(review: ReviewRow, { contract, entitlement, device }: Records, today: string) {
  const { contractNumber, serialNumber, email } = review;
  if (!contractNumber) return null;
  const evidence = {
    contract: contract[0] ?? null,
    entitlement: entitlement[0] ?? null,
    device: device[0] ?? null,
  };
  return {
    contractNumber,
    serialNumber,
    ...evidence,
    holds: Object.keys(verify({ email: email ?? "", contractNumber }, evidence, today)).length === 0,
  };
}

/** The organization asked for, the contract's and the device's with all above them, widest first. */
function organizations({ organizationId }: ReviewRow, { related, contract, device }: Records) {
  const ofContract = contract[0]?.organizationId;
  const ofDevice = device[0]?.organizationId;
  const from = [organizationId, ofContract, ofDevice].flatMap((id) => id ?? []);
  return widestFirst(from, related).map(({ domains, ...one }) => ({
    ...one,
    domains: JSON.parse(domains) as readonly string[],
    isAsked: one.id === organizationId,
    isOfContract: one.id === ofContract,
    isOfDevice: one.id === ofDevice,
  }));
}
