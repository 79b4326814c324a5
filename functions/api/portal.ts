import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import { saveProfile } from "#functions/use-cases/profile/save.ts";
import { endOtherSessions } from "#functions/use-cases/session/end-others.ts";
import { endOneSession } from "#functions/use-cases/session/end.ts";

export const portal = resource()
  .page("portal")
  .page("tasks")
  .page("profile", { post: saveProfile })
  .page("profile/sessions", {
    post: byField("action", { end: endOneSession, "end-others": endOtherSessions }),
  }).routes;
