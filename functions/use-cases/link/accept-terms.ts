import { mustChange } from "../../../db/client.ts";
import { actOnLink, subjectByHash } from "../../../db/queries/link.ts";
import { acceptTerms as recordTerms, seatById } from "../../../db/queries/seat.ts";
import { terms } from "../../../src/domain/limits.ts";
import { invalid, Refusal } from "../../../src/domain/refusal.ts";
import { matter } from "./matter.ts";

/** An administrator accepts the terms of the role in the version in force; it and the time are kept (product.md 2.7). */
export const acceptTerms = matter({
  purpose: "acceptTerms",
  action: "seat.accept-terms",

  load: (hash) => ({ seat: seatById(subjectByHash(hash)) }),

  organization: ({ loaded }) => loaded.seat[0]?.organizationName ?? "",

  view: ({ loaded: { seat } }) =>
    seat[0] && seat[0].endedAt === null
      ? { face: "acceptTerms" as const, terms }
      : { face: "withdrawn" as const, status: 410 },

  decide: ({ loaded, person, link, state }, fields, context) => {
    const [seat] = loaded.seat;
    if (!seat || seat.endedAt !== null) throw new Refusal("gone", "link.expired");
    const next = `organizations/${seat.organizationId}`;
    if (state === "acted") return { next };
    if (state !== "live") throw new Refusal("gone", "link.expired");
    if (fields["acceptTerms"] !== "yes") throw invalid({ acceptTerms: { key: "link.terms.required" } });
    return {
      next,
      writes: [
        mustChange(actOnLink(link.id, person.id, context.now)),
        recordTerms(seat.id, terms.version, context.now),
      ],
      audit: [
        {
          subjectId: seat.id,
          organizationId: seat.organizationId,
          from: seat.termsVersion,
          to: terms.version,
        },
      ],
      mail: [],
    };
  },
});
