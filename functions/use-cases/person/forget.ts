import { emailOf, holdsNothing, knownId, strangerById } from "#db/queries/person.ts";
import type { PersonId } from "#src/domain/ids.ts";
import { scheduledCommand } from "#functions/command/command.ts";
import { hold, together } from "#functions/command/consequences.ts";
import { erase, erasureRecords } from "#functions/consequences/erase.ts";

/** Somebody whom others have named, who never came and holds nothing any more, is forgotten; nobody is written to. */
export const forgetPerson = scheduledCommand({
  action: "person.erase",
  input: ({ id = "" }) => ({ id: id as PersonId }),
  load: ({ id }) => ({ person: strangerById(id), ...erasureRecords(knownId(id), emailOf(knownId(id))) }),
  decide: ({ person: [person], ...loaded }, _, context) => ({
    next: "",
    ...(person &&
      together(
        hold(holdsNothing(person.id)),
        erase({ person, actor: "system", never: false, told: false }, loaded, context),
      )),
  }),
});
