import { requestById } from "../../../db/queries/access-request.ts";
import { Refusal } from "../../../src/domain/refusal.ts";
import { command } from "../command.ts";
import { signedIn } from "../query.ts";
import { withdraw } from "./withdraw.ts";

/** What a requester does with an own request, from *My requests*. */
export const actOnOwnRequest = command({
  action: "accessRequest.withdraw",
  input: ({ id = "", action }) => ({ id, action }),
  load: ({ id }) => ({ request: requestById(id) }),
  decide: (actor, { request }, { id, action }, context) => {
    const person = signedIn(actor);
    if (action !== "withdraw") throw new Refusal("malformed", "errors.400");
    return withdraw(request[0], person, context, `requests/${id}`);
  },
});
