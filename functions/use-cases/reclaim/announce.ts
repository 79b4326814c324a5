import type { KeyIn } from "#locales/keys.ts";
import { mustHold } from "#db/client.ts";
import { requestOfRegistration } from "#db/queries/access-request-row.ts";
import { ofRequest, requestIdOf, requestIsUndecided } from "#db/queries/access-request.ts";
import { type Administrator, administers, administratorsAt } from "#db/queries/administrator.ts";
import { addReclaim, openReclaimsAbove, reclaimOfRegistration } from "#db/queries/reclaim.ts";
import { type Question, questionOf } from "#db/queries/onboarding.ts";
import { isUndecided, nextToAsk } from "#src/domain/access-request.ts";
import { newId, type ReclaimId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { counts } from "#src/domain/seat.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import { command, type Decision } from "#functions/command/command.ts";
import { askingSomebody } from "#functions/quotas/quotas.ts";
import { asker, type Loaded, signedIn } from "#functions/command/query.ts";

const organizationOf = ({ registrationId }: Pick<Question, "registrationId">) =>
  ofRequest(requestIdOf(registrationId), "organization_id");

/** What a reclaim looks at besides the registration, to be read in the same trip. */
export const reclaimRecords = (question: Pick<Question, "registrationId">) => ({
  reclaim: reclaimOfRegistration(question.registrationId),
  openReclaims: openReclaimsAbove(organizationOf(question)),
  deciders: administratorsAt(organizationOf(question)),
});

/** The administrators of the nearest organization that has some: those of whom it can be said that they have gone. */
export const inOffice = (deciders: readonly Administrator[], person: Pick<Person, "id">) =>
  nextToAsk(
    deciders.filter((seat) => counts(seat) && seat.personId !== person.id),
    new Set(),
  );

const errors = (name: KeyIn<"reclaim.errors">, params?: Record<string, string | number>) =>
  invalid({ form: { key: `reclaim.errors.${name}`, ...(params && { params }) } });

/**
 * The requester says that the administrators have gone: they are told and may object (src/domain/README.md 2.7).
 * Refuses a second claim to the same organization, and one that was settled before.
 */
export const reclaimOrganization = command({
  action: "reclaim.announce",
  input: ({ comment = "" }) => {
    const text = manyLines(comment);
    const problem = text ? longText(text) : null;
    if (problem) throw invalid({ comment: { key: "reclaim.errors.commentTooLong", params: problem.params } });
    return { comment: text || null };
  },
  load: (_, context) => {
    const question = questionOf(asker(context));
    return {
      request: requestOfRegistration(question.registrationId),
      ...askingSomebody.read({ ask: asker(context) }, context),
      ...reclaimRecords(question),
    };
  },
  allow: signedIn,
  decide: (person, records, { comment }, context) => announce(person, records, comment, context),
});

type Records = Loaded<
  ReturnType<typeof reclaimRecords> &
    ReturnType<typeof askingSomebody.read> & { request: ReturnType<typeof requestOfRegistration> }
>;

function announce(person: Person, records: Records, comment: string | null, context: Context): Decision {
  const next = "onboarding/status";
  const { now } = context;
  const [request] = records.request;
  if (!request?.registrationId || request.registrationState !== "requested" || !isUndecided(request))
    throw errors("notNow");
  const [earlier] = records.reclaim;
  if (earlier?.state === "announced" || earlier?.state === "underReview") return { next };
  if (earlier) throw errors("settled");
  const told = inOffice(records.deciders, person);
  const [first] = told;
  if (!first) throw errors("nobody");
  const { organizationId, organizationName: organization } = first;
  const other = records.openReclaims.find((one) => one.organizationId === organizationId);
  if (other) throw errors("underWay", { organization, dateTime: other.objectUntil });

  const counted = askingSomebody.take(records, { ask: person.id }, context);
  const id = newId<ReclaimId>();
  const objectUntil = now + limits.reclaim.objectWithin;
  const invitations = told.map((to) => {
    const { lifetime } = limits.lastingLink;
    const link = issueLink({ purpose: "objectToReclaim", email: to.email, subjectId: id, lifetime }, context);
    return { to, link };
  });
  return {
    next,
    writes: [
      ...counted.writes,
      mustHold(requestIsUndecided(request.id)),
      mustHold(administers(first.personId, organizationId)),
      addReclaim({
        id,
        organizationId,
        claimantId: person.id,
        registrationId: request.registrationId,
        state: "announced",
        comment,
        objectUntil,
        createdAt: now,
        changedAt: now,
      }),
      ...invitations.map(({ link }) => link.write),
    ],
    audit: [{ action: "reclaim.announce", subjectId: id, organizationId, to: "announced" }],
    mail: invitations.map(({ to, link }) => ({
      template: "seat-reclaimed" as const,
      to,
      linkId: link.id,
      params: { name: person.name, email: person.email, organization, comment, objectUntil },
    })),
  };
}
