import { recount } from "#db/queries/inventory-links.ts";
import { deviceBySerial, removeDevice } from "#db/queries/inventory.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { Refusal, unconfirmed } from "#src/domain/refusal.ts";
import { normalizeNumber } from "#src/domain/text.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import { command } from "#functions/command/command.ts";
import { change, hold, record, together, write } from "#functions/command/consequences.ts";
import { attemptIn, inOrganization, placeRecords } from "#functions/rights/place.ts";

/** Takes one device from an organization's list, once it is confirmed. */
export const removeFromList = command({
  action: "device.remove",

  input: ({ id = "", serialNumber = "", confirmed = "" }) => ({
    id: organizationIdOf(id),
    serialNumber: normalizeNumber(serialNumber),
    isConfirmed: confirmed === "yes",
  }),

  load: ({ id, serialNumber }, context) => ({
    ...placeRecords({ organizationId: id }, context),
    device: deviceBySerial(id, serialNumber),
  }),

  attempt: attemptIn,

  allow: inOrganization("device.load"),

  decide: ({ right }, { device: [device] }, { id, serialNumber, isConfirmed }, { today }) => {
    if (!device) throw new Refusal("notFound", "errors.404");
    if (!isConfirmed) throw unconfirmed();
    return {
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
