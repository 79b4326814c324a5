import { addressChangeById } from "#db/queries/address-change.ts";
import { cameWith } from "#db/queries/address-given.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { undoChange } from "#functions/consequences/address/undo.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** The mailbox of the old address objects to a change, which is undone at once (src/domain/README.md 2.8). */
export const objectToChange = matter({
  action: "address.object",
  always: true,
  load: (hash) => ({
    link: linkByHash(hash),
    change: addressChangeById(subjectByHash(hash)),
    came: cameWith(subjectByHash(hash)),
  }),
  place: ({ change: [change] }) => change?.newEmail ?? "",

  view: (_, { change: [change] }) =>
    change?.state === "made" && !change.returned
      ? { face: "objectToChange" as const, from: change.oldEmail, to: change.newEmail, until: change.dueAt }
      : { face: "withdrawn" as const, status: 410 },

  done: ({ change: [change] }) =>
    change ? { said: { key: "address.acts.undone", params: { email: change.oldEmail } } } : null,

  repeat: () => "sign-in",

  decide: ({ person }, { change: [change], came }, _, context) => {
    if (change?.state !== "made" || change.dueAt <= context.now || change.returned) throw linkOver();
    return { next: "sign-in", ...undoChange(change, came.length > 0, person, context) };
  },
});
