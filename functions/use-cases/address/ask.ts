import { addAddressChange, freeAddress, openAddressChangeOf } from "#db/queries/address-change.ts";
import { areUnwanted } from "#db/queries/budget.ts";
import { businessAddress } from "#src/domain/business-address.ts";
import { mailboxOf } from "#src/domain/email.ts";
import type { AddressChangeId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { forbidden, invalid } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { record, tell, together, write } from "#functions/command/consequences.ts";
import { asker, signedIn } from "#functions/command/query.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { mailboxHashes } from "#functions/emails/budget.ts";
import { changingAddress } from "#functions/quotas/quotas.ts";
import { provenLately } from "#functions/rights/proof.ts";

/**
 * Somebody wants to use another e-mail address (src/domain/README.md 2.8): both mailboxes are asked. What is answered is the same
 * whether or not the new address is somebody's, or wants nothing of ours.
 */
export const askAddressChange = command({
  action: "address.ask",

  input: ({ email: typed = "" }) => {
    const { email, problem } = businessAddress(typed);
    if (problem) throw invalid({ email: { key: `address.errors.email${problem}` } });
    return { email };
  },

  load: ({ email }, context) => ({
    address: freeAddress(email, context.now),
    open: openAddressChangeOf(asker(context)),
    unwanted: areUnwanted(mailboxHashes(context.settings.secrets, email)),
    ...changingAddress.read({ "address-change": asker(context), "address-asked": mailboxOf(email) }, context),
  }),

  allow: (actor, _, __, context) => {
    const person = signedIn(actor);
    if (context.settings.agents.includes(person.email)) throw forbidden("address.errors.agent");
    provenLately(person, context);
    return person;
  },

  done: ({ open: [open] }, { email }) =>
    open && open.newEmail !== email ? null : { said: { key: "address.acts.asked", params: { email } } },

  decide: (person, { address, open, unwanted, ...tries }, { email }, context) => {
    const next = "profile/address";
    if (email === person.email) throw invalid({ email: { key: "address.errors.same" } });
    if (open.length) return { next };
    const { now, newId, settings } = context;
    const id = newId<AddressChangeId>();
    const lifetime = limits.addressChange.confirmWithin;
    const row = {
      id,
      personId: person.id,
      state: "asked" as const,
      oldEmail: person.email,
      newEmail: email,
      dueAt: now + lifetime,
      createdAt: now,
      changedAt: now,
    };
    const params = { from: person.email, to: email, hours: lifetime / 3_600_000 };
    // Whoever reads that mailbox is told no name that somebody has typed.
    const there = { email, name: "", language: person.language };
    const isTaken = address[0]?.free !== 1 || settings.agents.includes(email);
    const link = { purpose: "changeAddress" as const, subjectId: id, lifetime };
    return {
      next,
      ...together(
        changingAddress.take(
          tries,
          { "address-change": person.id, "address-asked": mailboxOf(email) },
          context,
        ),
        write(addAddressChange(row)),
        record({ subjectId: id, to: "asked" }),
        sendLink({ ...link, to: person }, "address-change", { ...params, side: "old" }, context),
        !unwanted.length &&
          (isTaken
            ? tell("address-changed", there, { ...params, change: "taken" })
            : sendLink({ ...link, to: there }, "address-change", { ...params, side: "new" }, context)),
      ),
    };
  },
});
