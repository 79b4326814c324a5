import { lifecycle } from "#src/domain/lifecycle.ts";
import { limits } from "#src/domain/limits.ts";
import { changingFields } from "./columns.ts";
import type { Device } from "./device.ts";

/** A customer's file from its check on: nothing of it is loaded before somebody has seen what would change. */
export const upload = lifecycle({
  open: { load: "loaded", discard: "discarded", expire: "expired" },
  loaded: {},
  discarded: {},
  expired: {},
});

export type UploadState = (typeof upload.states)[number];

/** `add`: what the file lacks stays; `replace`: it is retired. */
export const uploadModes = ["add", "replace"] as const;

export type UploadMode = (typeof uploadModes)[number];

export const isUploadMode = (text: string): text is UploadMode =>
  (uploadModes as readonly string[]).includes(text);

/** What a load does to a list, in devices. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly retired: number;
}

export type Change = "added" | "changed" | "same";

/** What loading a device does to the list that has this one, or none, under its serial number. */
export function changeOf(before: Device | null, after: Device): Change {
  if (!before) return "added";
  return changingFields.every((field) => before[field] === after[field]) ? "same" : "changed";
}

/** The fields in which a device would change. */
export const changedFields = (before: Device, after: Device) =>
  changingFields.filter((field) => before[field] !== after[field]);

/** Why an upload cannot be loaded as it stands; null: it can. */
export type LoadProblem = "nothingToDo" | "tooManyDevices" | "retiresMany";

/** `devices`: how many the list has now; `isAsked`: the box for retiring many is checked. */
export function loadProblem(
  { added, changed, retired }: Changes,
  { devices, isAsked }: { readonly devices: number; readonly isAsked: boolean },
): LoadProblem | null {
  if (added + changed + retired === 0) return "nothingToDo";
  if (devices + added - retired > limits.inventory.devices) return "tooManyDevices";
  return retiresMany(retired, devices) && !isAsked ? "retiresMany" : null;
}

/** Whether so much of the list would be retired that a box asks again. */
export const retiresMany = (retired: number, devices: number) =>
  retired > devices * limits.upload.retiredUnasked;

/** An open upload ends by itself after a while; a late job never lets one be loaded. */
export const isUploadOpen = ({ state, createdAt }: { state: UploadState; createdAt: number }, now: number) =>
  state === "open" && now < createdAt + limits.upload.openFor;

/** A file that the last load brought already changes nothing: true for the same bytes in the same mode. */
export const isRepeated = (
  last: { readonly sha256: string; readonly mode: UploadMode } | null,
  { sha256, mode }: { readonly sha256: string; readonly mode: UploadMode },
) => last?.sha256 === sha256 && last.mode === mode;
