import { byField } from "#functions/command/by-field.ts";
import { resource } from "#functions/http/address.ts";
import { removeFromList } from "#functions/use-cases/device/remove.ts";
import { checkFile } from "#functions/use-cases/upload/check.ts";
import { discardUpload } from "#functions/use-cases/upload/discard.ts";
import { loadDevices } from "#functions/use-cases/upload/load.ts";
import { asked, sendDevices, sendRejected, sendTemplate } from "./device-files.ts";

const settleUpload = byField("action", { load: loadDevices, discard: discardUpload });
const changeDevice = byField("action", { remove: removeFromList });

/** An organization's own list of devices, and the files from which it is loaded (functions/README.md, Addresses). */
export const devices = resource()
  .page("organizations/[id]/devices", { input: asked, post: checkFile })
  .at("organizations/:id/devices.csv", { get: sendDevices })
  .at("organizations/:id/devices/template.csv", { get: sendTemplate })
  .page("organizations/[id]/devices/uploads")
  .page("organizations/[id]/devices/uploads/[upload]", { post: settleUpload })
  .at("organizations/:id/devices/uploads/:upload/rejected.csv", { get: sendRejected })
  .page("organizations/[id]/devices/not-loaded", { input: asked })
  // Last: whatever is no page of its own is a serial number.
  .page("organizations/[id]/devices/[serialNumber]", { post: changeDevice }).routes;
