import { requestOfRegistration } from "#db/queries/access-request-row.ts";
import { requestIsUndecided } from "#db/queries/access-request.ts";
import { administers } from "#db/queries/administrator.ts";
import { addReclaim, claimedSince } from "#db/queries/reclaim.ts";
import type { KeyIn } from "#locales/keys.ts";
import { isUndecided } from "#src/domain/access-request.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { ReclaimId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import { longText, manyLines } from "#src/domain/text.ts";
import { command } from "#functions/command/command.ts";
import { hold, record, together, write } from "#functions/command/consequences.ts";
import { asker, askerMailbox, signedIn } from "#functions/command/query.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { refuseTooSoon } from "#functions/quotas/again.ts";
import { askingSomebody, claimingAgain } from "#functions/quotas/quotas.ts";
import { shownLately } from "#functions/rights/proof.ts";
import { ownQuestion } from "#functions/standing/onboarding.ts";
import { nearestInOffice, reclaimRecords } from "#functions/standing/reclaim.ts";

const errors = (name: KeyIn<"reclaim.errors">, params?: Record<string, string | number>) =>
  invalid({ form: { key: `reclaim.errors.${name}`, ...(params && { params }) } });

/**
 * The requester says that the administrators have gone: they are told and may object (src/domain/README.md 2.7).
 * Refuses a second claim to the same organization, and one that was settled before.
 */
export const announceReclaim = command({
  action: "reclaim.announce",
  input: ({ comment = "" }) => {
    const text = manyLines(comment);
    const problem = text ? longText(text) : null;
    if (problem) throw invalid({ comment: { key: "reclaim.errors.commentTooLong", params: problem.params } });
    return { comment: text || null };
  },
  load: (_, context) => {
    const question = ownQuestion(context);
    return {
      request: requestOfRegistration(question.registrationId),
      ...askingSomebody.read({ ask: askerMailbox(context) }, context),
      claimed: claimedSince(asker(context), context.now - claimingAgain.window.length),
      ...reclaimRecords(question),
    };
  },
  allow: signedIn,

  decide: (person, records, { comment }, context) => {
    shownLately(person, context);
    const next = "onboarding/status";
    const [request] = records.request;
    if (!request?.registrationId || request.registrationState !== "requested" || !isUndecided(request))
      throw errors("notNow");
    const [earlier] = records.reclaim;
    if (earlier?.state === "announced" || earlier?.state === "underReview") return { next };
    if (earlier) throw errors("settled");
    const inOffice = nearestInOffice(records.deciders, person);
    const [first] = inOffice;
    if (!first) throw errors("nobody");
    const { organizationId, organizationName: organization } = first;
    const other = records.openReclaims.find((one) => one.organizationId === organizationId);
    if (other) throw errors("underWay", { organization, dateTime: other.objectUntil });

    const before = records.claimed.filter((one) => one.organizationId === organizationId);
    const counted = askingSomebody.take(records, { ask: mailboxOf(person.email) }, context);
    refuseTooSoon(claimingAgain, before, context);
    const { now } = context;
    const { id: claimantId, name, email } = person;
    const id = context.newId<ReclaimId>();
    const objectUntil = now + limits.reclaim.objectWithin;
    const about = {
      organizationId,
      claimantId,
      registrationId: request.registrationId,
      comment,
      objectUntil,
    };
    return {
      next,
      ...together(
        counted,
        hold(requestIsUndecided(request.id), administers(first.personId, organizationId)),
        write(addReclaim({ id, ...about, state: "announced", createdAt: now, changedAt: now })),
        record({ subjectId: id, organizationId, to: "announced" }),
        inOffice.map((to) =>
          sendLink(
            { purpose: "objectToReclaim", to, subjectId: id },
            "seat-reclaimed",
            { name, email, organization, comment, objectUntil },
            context,
          ),
        ),
      ),
    };
  },
});
