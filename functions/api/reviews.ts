import { limits } from "#src/domain/limits.ts";
import { oneLine } from "#src/domain/text.ts";
import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { endSeatOf } from "#functions/use-cases/access/end-seat.ts";
import { recoverAccess } from "#functions/use-cases/access/recover.ts";
import { restoreAccess } from "#functions/use-cases/access/restore.ts";
import { suspendAccess } from "#functions/use-cases/access/suspend.ts";

import { sendAgain } from "#functions/use-cases/message/send-again.ts";
import { decideReview } from "#functions/use-cases/review/decide.ts";
import { noteOnReview } from "#functions/use-cases/review/note.ts";
import { handBackReview, takeReview } from "#functions/use-cases/review/own.ts";
import { refuseSeveral } from "#functions/use-cases/review/refuse-several.ts";

const asked = ({ req }: Exchange) => ({ id: req.param("id") ?? "", search: req.query("search") ?? "" });

/** The page of the queue that is asked for: of one domain, behind a review. */
const listed = ({ req }: Exchange) => ({
  domain: (req.query("domain") ?? "").slice(0, limits.domainIdentifier.longest),
  show: req.query("show") ?? "",
  reason: req.query("reason") ?? "",
  text: oneLine(req.query("text") ?? "").slice(0, limits.email.longest),
  after: req.query("after") ?? "",
});

/** Whose address is looked for; after a form that of its person. */
const sought = ({ req, var: { fields } }: Exchange) => ({
  email: (fields?.["email"] ?? req.query("email") ?? "").slice(0, limits.email.longest),
  organization: fields ? "" : (req.query("organization") ?? ""),
  account: fields ? "" : (req.query("account") ?? ""),
});

export const reviews = resource()
  .page("people", {
    input: sought,
    post: byField("action", {
      suspend: suspendAccess,
      restore: restoreAccess,
      recover: recoverAccess,
      "end-seat": endSeatOf,
      "send-again": sendAgain,
    }),
  })
  .page("week", { input: () => null })
  .page("reviews", { input: listed, post: refuseSeveral })
  .page("reviews/[id]", {
    input: asked,
    post: byField("action", {
      "": decideReview,
      take: takeReview,
      "hand-back": handBackReview,
      note: noteOnReview,
    }),
  }).routes;
