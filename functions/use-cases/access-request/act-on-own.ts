import { openCasesOf } from "#db/queries/open-case.ts";
import { requestById } from "#db/queries/access-request-row.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { command } from "#functions/use-cases/command.ts";
import { signedIn } from "#functions/use-cases/query.ts";
import { decidersOf, remind } from "./remind.ts";
import { withdraw } from "./withdraw.ts";

/** What a requester does with an own request, from *My requests*. */
export const actOnOwnRequest = command({
  action: "accessRequest.act",
  input: ({ id = "", action }) => ({ id, action }),
  load: ({ id }) => ({ request: requestById(id), cases: openCasesOf(id), ...decidersOf(id) }),
  decide: (actor, { request: [request], cases, ...deciders }, { id, action }, context) => {
    const person = signedIn(actor);
    const next = `requests/${id}`;
    if (action === "remind") return remind(request, deciders, person, context, next);
    if (action !== "withdraw") throw new Refusal("malformed", "errors.400");
    return withdraw(request, cases, person, context, next);
  },
});
