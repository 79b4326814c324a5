import { openCasesOf } from "#db/queries/open-case.ts";
import { requestById } from "#db/queries/access-request-row.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { command } from "#functions/command/command.ts";
import { signedIn } from "#functions/command/query.ts";
import { decidersOf, remind } from "#functions/consequences/access-request/remind.ts";
import { withdraw } from "#functions/consequences/access-request/withdraw.ts";

/** What a requester does with an own request, from *My requests*. */
export const actOnOwnRequest = command({
  action: "accessRequest.act",
  input: ({ id = "", action }) => ({ id, action }),
  load: ({ id }) => ({ request: requestById(id), cases: openCasesOf(id), ...decidersOf(id) }),
  allow: signedIn,

  decide: (person, { request: [request], cases, ...deciders }, { id, action }, context) => {
    const next = `requests/${id}`;
    if (action === "remind") return remind(request, deciders, person, context, next);
    if (action !== "withdraw") throw new Refusal("malformed", "errors.400");
    return withdraw(request, cases, person, context, next);
  },
});
