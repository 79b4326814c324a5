import { audit, person, type Planted } from "./rows.ts";

const step = (from: string | null, to: string) => audit("moved", { action: "address.confirm", from, to });

/** An address that changed by itself. */
export const addressChange: Planted[] = [
  [
    "an address that is not the person's",
    "I21: change moved was made, and the person has another address",
    [
      `insert into address_change (id, person_id, state, old_email, new_email, due_at, created_at, changed_at)
       values ('moved', '${person}', 'made', 'a@b.example', 'c@b.example', 9, 5, 5)`,
      step(null, "asked"),
      step("asked", "confirmedByOld"),
      step("confirmedByOld", "made"),
    ],
  ],
  [
    "a change that nobody has confirmed",
    "I21: change moved was made without both mailboxes",
    [`update address_change set changed_at = 6 where id = 'moved'`],
  ],
];
