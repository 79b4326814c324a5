import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import { askAddressChange } from "#functions/use-cases/address/ask.ts";
import { withdrawAddressChange } from "#functions/use-cases/address/withdraw.ts";
import { allowOwnIdentity } from "#functions/use-cases/identity/allow.ts";
import { endOwnIdentity } from "#functions/use-cases/identity/end.ts";
import { addOwnPasskey } from "#functions/use-cases/passkey/add.ts";
import { removeOwnPasskey } from "#functions/use-cases/passkey/remove.ts";
import { renameOwnPasskey } from "#functions/use-cases/passkey/rename.ts";
import { saveProfile } from "#functions/use-cases/profile/save.ts";
import { endOtherSessions } from "#functions/use-cases/session/end-others.ts";
import { endOneSession } from "#functions/use-cases/session/end.ts";

export const portal = resource()
  .page("portal")
  .page("tasks")
  .page("profile", { post: saveProfile })
  .page("profile/passkeys", {
    post: byField("action", { add: addOwnPasskey, rename: renameOwnPasskey, remove: removeOwnPasskey }),
  })
  .page("profile/address", {
    post: byField("action", { ask: askAddressChange, withdraw: withdrawAddressChange }),
  })
  .page("profile/sessions", {
    post: byField("action", {
      end: endOneSession,
      "end-others": endOtherSessions,
      "end-identity": endOwnIdentity,
      "allow-identity": allowOwnIdentity,
    }),
  }).routes;
