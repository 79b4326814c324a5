import { associationAsked } from "#db/queries/onboarding.ts";
import { contractCalled, withdrawing, withdrawn } from "#src/domain/act.ts";
import { isOpen } from "#src/domain/review.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { withdrawCase } from "#functions/consequences/review/withdraw.ts";
import { ownQuestion } from "#functions/standing/onboarding.ts";

const address = "onboarding/verify";

/** Somebody no longer asks to have their address associated with a contract (src/domain/README.md 2.3). */
export const withdrawAssociation = command({
  action: "review.withdraw",
  input: () => ({}),
  load: (_, context) => ({ association: associationAsked(ownQuestion(context)) }),
  allow: signedIn,

  done: ({ association: [asked] }) =>
    asked && isOpen(asked) ? { said: withdrawn(contractCalled(asked.contractNumber)) } : null,

  decide: (person, { association: [asked] }, _, context) =>
    asked && isOpen(asked)
      ? {
          next: address,
          check: withdrawing(contractCalled(asked.contractNumber)),
          ...withdrawCase(asked, person, context),
        }
      : { next: address },
});
