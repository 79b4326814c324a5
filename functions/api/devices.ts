import { organizationIdOf } from "#src/domain/ids.ts";
import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { checkFile } from "#functions/use-cases/upload/check.ts";
import { discardUpload } from "#functions/use-cases/upload/discard.ts";
import { loadDevices } from "#functions/use-cases/upload/load.ts";

/** What the address says: its organization, and what is looked for. */
const asked = ({ req }: Exchange) => ({ ...req.query(), id: organizationIdOf(req.param("id") ?? "") });

const settleUpload = byField("action", { load: loadDevices, discard: discardUpload });

/** An organization's own list of devices, and the files from which it is loaded (functions/README.md, Addresses). */
export const devices = resource()
  .page("organizations/[id]/devices", { input: asked, post: checkFile })
  .page("organizations/[id]/devices/uploads")
  .page("organizations/[id]/devices/uploads/[upload]", { post: settleUpload }).routes;
