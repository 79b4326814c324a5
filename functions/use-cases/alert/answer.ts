import { alertById, moveAlert } from "#db/queries/alert.ts";
import { type AlertId, organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { alert, answers, answersIn, isAnswer } from "#src/domain/reports/alert.ts";
import { manyLines } from "#src/domain/text.ts";
import { alertAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together } from "#functions/command/consequences.ts";
import { inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Somebody says what became of an alert: that it was handled, concerns nobody here, or is to be looked at again. */
export const answerAlert = command({
  action: "alert.answer",

  input: ({ id = "", alert = "", answer = "", comment = "" }) => {
    const note = manyLines(comment);
    if (!isAnswer(answer)) throw invalid({ answer: { key: "alerts.errors.answer" } });
    if ([...note].length > limits.alert.note)
      throw invalid({ comment: { key: "alerts.errors.comment", params: { max: limits.alert.note } } });
    return { id: organizationIdOf(id), alertId: alert as AlertId, answer, note };
  },

  load: ({ id, alertId }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    alert: alertById(id, alertId),
  }),

  attempt: ({ alert: [one] }, { id }) => (one ? { subjectId: one.id, organizationId: id } : null),

  allow: inOrganization("alert.answer"),

  decide: ({ person, right }, { alert: [one] }, { id, alertId, answer, note }, { now }) => {
    if (!one) throw new Refusal("notFound", "errors.404");
    if (!answersIn(one.state).includes(answer)) throw new Refusal("conflict", "errors.409");
    const event = answers[answer];
    return {
      next: `${alertAddress(id, alertId)}?answered=yes`,
      ...together(
        hold(right),
        change(moveAlert(one, event, now, { by: person.id, note })),
        record({
          subjectId: alertId,
          organizationId: id,
          from: one.state,
          to: alert.next(one.state, event),
        }),
      ),
    };
  },
});
