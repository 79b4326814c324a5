import { query } from "#functions/command/query.ts";
import { inAccount } from "#functions/rights/place.ts";
import { askedView, identifierRecordsOf } from "#functions/standing/identifier-change.ts";

/** Where another identifier of a Smart Account is asked for, and where that stands (src/domain/README.md 5.6). */
export const accountIdentifierPage = query({
  load: identifierRecordsOf,
  view: (actor, records, _, { now }) => {
    const { place } = inAccount("account.manage")(actor, records);
    const asked = askedView(records, now);
    const face = !asked
      ? ("none" as const)
      : asked.refused === null
        ? ("open" as const)
        : ("refused" as const);
    return { ...place, face, asked };
  },
});
