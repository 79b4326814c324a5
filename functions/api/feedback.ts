import { resource } from "#functions/http/address.ts";
import { sendFeedback } from "#functions/use-cases/feedback/send.ts";

/** What anybody thinks of the portal, signed in or not. */
export const feedback = resource().page("feedback", {
  input: ({ req }) => ({ sent: req.query("sent") === "yes" }),
  post: sendFeedback,
}).routes;
