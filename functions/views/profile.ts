import { suggestedName } from "#src/domain/suggested-name.ts";
import { query, someone } from "#functions/command/query.ts";

/** One's own profile; the only page for somebody who has no name yet. */
export const profilePage = query({
  load: () => ({}),
  view: (actor) => {
    const person = someone(actor);
    return { ...person, suggestedName: suggestedName(person.email) };
  },
});
