import { areUnwanted } from "#db/queries/budget.ts";
import { resend } from "#db/queries/outbox.ts";
import { sentMessage } from "#db/queries/story.ts";
import { normalizeEmail } from "#src/domain/email.ts";
import { message } from "#src/domain/message.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { personAddress } from "#src/i18n/people.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { change, record, together } from "#functions/command/consequences.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { shownLately } from "#functions/rights/proof.ts";

/**
 * An agent sends a message anew that did not arrive, once what was wrong is mended: the same words to the same address; none to
 * whoever is suspended, or was invited and wants nothing more.
 */
export const sendAgain = command({
  action: "message.resend",

  input: ({ email = "", message: id = "" }: Fields) => ({ email: normalizeEmail(email) ?? "", id }),

  load: ({ email, id }, context) => ({
    ...agentRecords(context),
    sent: sentMessage(id),
    unwanted: areUnwanted(mailboxHashes(context.settings.secrets, email)),
  }),

  allow: (actor, _, __, context) => agent(actor, context),

  done: (_, { email }) => ({ said: { key: "acts.sendAgain.done", params: { email } } }),

  decide: (person, { sent: [sent], unwanted }, { email }, context) => {
    const next = personAddress(email);
    if (sent?.recipient !== email) throw new Refusal("notFound", "errors.404");
    shownLately(person, context);
    if (message.next(sent.state, "resend") === null) return { next };
    if (sent.stopped || (sent.invitation && unwanted.length))
      throw invalid({ form: { key: "people.errors.notAgain" } });
    return { next, ...together(change(resend(sent.id, context.now)), record({ subjectId: sent.id })) };
  },
});
