import { requestById } from "../../../db/queries/access-request.ts";
import { subjectByHash } from "../../../db/queries/link.ts";
import { isUndecided } from "../../../src/domain/access-request.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { matter } from "./matter.ts";

/** An administrator sees who asks for access, to what, and on which proof (product.md 2.4). */
export const decideRequest = matter({
  purpose: "decideRequest",
  action: "accessRequest.decide",

  load: (hash) => ({ request: requestById(subjectByHash(hash)) }),

  organization: ({ loaded }) => loaded.request[0]?.placeName ?? "",

  view: ({ loaded: { request } }) => {
    const [asked] = request;
    return asked && isUndecided(asked)
      ? {
          face: "decideRequest" as const,
          requester: {
            name: asked.requesterName,
            email: asked.requesterEmail,
            company: asked.requesterCompany,
          },
          contractNumber: asked.contractNumber,
          serialNumber: asked.serialNumber,
          since: asked.createdAt,
        }
      : { face: "withdrawn" as const, status: 410 };
  },

  decide: () => {
    throw new Refusal("malformed", "errors.400");
  },
});
