import type { Fault } from "#src/domain/collect/device.ts";
import type { UploadState } from "#src/domain/collect/upload.ts";
import { organizationAddress } from "./organizations.ts";
import type { Translate } from "./translator.ts";

/** The address of a device of an organization's list, without language. */
export const deviceAddress = (organizationId: string, serialNumber: string) =>
  organizationAddress(organizationId, `devices/${encodeURIComponent(serialNumber)}`);

/** The address of a file that was checked, without language. */
export const uploadAddress = (organizationId: string, uploadId: string) =>
  organizationAddress(organizationId, `devices/uploads/${uploadId}`);

/** Why a row is not loaded, with its remedy. */
export const faultText = (t: Translate, { reason, field, params = {} }: Fault) =>
  t(`devices.rejected.${reason}`, {
    ...(field && { field: t(`devices.columns.${field}`) }),
    ...params,
  });

/** How the tag of a file's state looks. */
export const uploadTag = {
  open: "waiting",
  loaded: "done",
  discarded: "neutral",
  expired: "neutral",
} as const satisfies Record<UploadState, string>;
