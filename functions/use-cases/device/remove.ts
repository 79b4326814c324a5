import { recount } from "#db/queries/inventory-links.ts";
import { deviceBySerial, removeDevice } from "#db/queries/inventory.ts";
import { cannotBeUndone } from "#src/domain/act.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { normalizeNumber } from "#src/domain/text.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together, write } from "#functions/command/consequences.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Takes one device from an organization's list, once it is confirmed. */
export const removeFromList = command({
  action: "device.remove",

  input: ({ id = "", serialNumber = "" }) => ({
    id: organizationIdOf(id),
    serialNumber: normalizeNumber(serialNumber),
  }),

  load: ({ id, serialNumber }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    device: deviceBySerial(id, serialNumber),
  }),

  attempt: attemptIn,

  allow: inOrganization("device.load"),

  done: ({ device: [device] }, { serialNumber }) => ({
    said: { key: "acts.device.done", params: { name: device?.hostName ?? serialNumber } },
  }),

  decide: ({ right }, { device: [device] }, { id, serialNumber }, { today }) => {
    if (!device) throw new Refusal("notFound", "errors.404");
    return {
      check: {
        question: { key: "devices.remove.sure", params: { device: device.hostName } },
        loses: [],
        follows: [{ key: "devices.remove.text" }, cannotBeUndone],
        confirm: { key: "devices.remove.confirm" },
      },
      next: organizationAddress(id, "devices"),
      ...together(
        hold(right),
        change(removeDevice(id, serialNumber)),
        write(...recount(id, { today, dueOn: today, loadedAt: null })),
        record({ subjectId: id, organizationId: id, from: serialNumber, to: "retired" }),
      ),
    };
  },
});
