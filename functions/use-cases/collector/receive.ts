import { mustHold, type Write } from "#db/client.ts";
import { collectorKeyByHash, hearCollector, keyIsInUse, ofKey } from "#db/queries/collector-key.ts";
import {
  addUpload,
  countChanges,
  dropDevices,
  dropUnlisted,
  lastLoad,
  loadUpload,
  uploadById,
} from "#db/queries/device-upload.ts";
import { listFits, listLength } from "#db/queries/inventory.ts";
import { recordAudit, recordOperation } from "#db/queries/record.ts";
import {
  type DeviceFile,
  deviceFile,
  type FileProblem,
  type RejectedRow,
} from "#src/domain/collect/device-file.ts";
import { type Changes, isRepeated } from "#src/domain/collect/upload.ts";
import type { CollectorKeyId, OperationId, OrganizationId, UploadId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { columnNames } from "#src/i18n/device-columns.ts";
import type { Loaded } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { collecting, wrongKey } from "#functions/quotas/quotas.ts";
import { asKept, keptOf } from "#functions/standing/upload.ts";
import { inTurn } from "#functions/quotas/in-turn.ts";

/** What a machine sends. */
export interface Sent {
  readonly id: CollectorKeyId;
  readonly secret: string;
  readonly isCsv: boolean;
  /** Null where it is too large; asked for once the key is known to be right. */
  readonly body: () => Promise<Uint8Array | null>;
}

/** Why a list is refused as a whole. */
export type ListProblem = FileProblem | { readonly list: "format" | "noneSound" | "tooManyDevices" };

export type Received =
  | { readonly outcome: "unknownKey" }
  | { readonly outcome: "tooOften" | "tooManyWrong"; readonly wait: number }
  | { readonly outcome: "moved" | "busy" }
  | { readonly outcome: "refused"; readonly why: ListProblem; readonly rejected: readonly RejectedRow[] }
  | {
      readonly outcome: "loaded";
      readonly repeated: boolean;
      readonly changes: Changes;
      readonly rejected: readonly RejectedRow[];
    };

const rounds = 3;

/** Loads the list that a customer's machine sends with its key: what is right at once, without anybody looking first. */
export async function receiveList(context: Context, sent: Sent): Promise<Received> {
  const uploadId = context.newId<UploadId>();
  let file: ReadFile | undefined;
  for (let round = 1; round <= rounds; round += 1) {
    const loaded = await context.database.read(load(sent, uploadId, context));
    const [key] = loaded.key;
    if (!key) return refuseKey(loaded, context);
    const before = loaded.upload[0];
    if (before && file && "devices" in file) return asLoaded(before, file);
    const wait = collecting.wait(loaded, subjectsOf(key), context);
    if (wait > 0) return { outcome: "tooOften", wait };
    file ??= await readFile(sent);
    const list = file;
    const done = await inTurn(() => settle(key, list, uploadId, loaded, context));
    if (done === "busy") return { outcome: "busy" };
    if (done) return done;
  }
  return { outcome: "moved" };
}

const load = ({ id, secret }: Sent, uploadId: UploadId, context: Context) => {
  const hash = sha256(secret);
  const organization = ofKey("organization_id", id, hash);
  return {
    key: collectorKeyByHash(id, hash),
    loads: lastLoad(organization),
    length: listLength(organization),
    upload: uploadById(organization, uploadId),
    ...collecting.read({ collect: ofKey("id", id, hash), "collect-organization": organization }, context),
    ...wrongKey.read({ "wrong-key-network": context.network }, context),
  };
};

/** A list counts for its key, and for the organization, whose keys are made anew at will. */
const subjectsOf = ({ id, organizationId }: Key) => ({ collect: id, "collect-organization": organizationId });

/** A wrong key is counted, and no more than so many of a network are. */
async function refuseKey(loaded: Read, context: Context): Promise<Received> {
  const network = { "wrong-key-network": context.network };
  const wait = wrongKey.wait(loaded, network, context);
  if (wait > 0) return { outcome: "tooManyWrong", wait };
  if (context.network) await context.database.write(null, wrongKey.count(network, context).writes);
  return { outcome: "unknownKey" };
}

type Read = Loaded<ReturnType<typeof load>>;
type Key = Read["key"][number];
type ReadFile = (DeviceFile & { readonly sha256: string }) | Extract<Received, { outcome: "refused" }>;

const refused = (why: ListProblem, rejected: readonly RejectedRow[] = []) =>
  ({ outcome: "refused", why, rejected }) as const;

async function readFile({ isCsv, body }: Sent): Promise<ReadFile> {
  if (!isCsv) return refused({ list: "format" });
  const bytes = await body();
  if (!bytes) return refused({ problem: "tooLarge" });
  const read = deviceFile(bytes, columnNames());
  if ("problem" in read) return refused(read);
  if (!read.devices.length) return refused({ list: "noneSound" }, read.rejected);
  return { ...read, sha256: sha256(bytes) };
}

/** Writes what follows; null: the world has moved. */
async function settle(
  key: Key,
  file: ReadFile,
  uploadId: UploadId,
  { loads: [last], length: [list] }: Read,
  context: Context,
): Promise<Received | null> {
  const { database, now } = context;
  const heard = (isRight: boolean): Write[] => [
    mustHold(keyIsInUse(key.id)),
    ...collecting.count(subjectsOf(key), context).writes,
    hearCollector(key.id, isRight, now),
  ];
  const done = async (received: Received, isRight: boolean) =>
    (await database.write(null, heard(isRight))) === "done" ? received : null;
  if ("outcome" in file) return done(file, false);
  if (isRepeated(last ?? null, { sha256: file.sha256, mode: "add" }))
    return done(
      {
        outcome: "loaded",
        repeated: true,
        changes: { added: 0, changed: 0, same: file.devices.length, retired: 0 },
        rejected: file.rejected,
      },
      true,
    );
  const organizationId = key.organizationId as OrganizationId;
  const operationId = `collector.load:${uploadId}` as OperationId;
  const loaded = await database.writeAndRead(
    recordOperation({ id: operationId, personId: null, action: "collector.load", next: "", at: now }),
    [
      addUpload(rowOf(key, file, uploadId, now)),
      ...heard(true),
      countChanges(uploadId),
      ...loadUpload({ organizationId, id: uploadId, mode: "add" }, context),
      mustHold(listFits(organizationId)),
      dropDevices(uploadId),
      dropUnlisted(organizationId),
      recordAudit({
        at: now,
        // Not who made the key: that person may have gone, the key stays.
        actor: "system",
        action: "collector.load",
        subjectId: uploadId,
        organizationId,
        toState: key.name,
        operationId,
      }),
    ],
    { upload: uploadById(organizationId, uploadId) },
  );
  if (loaded) return asLoaded(loaded.upload[0]!, file);
  const isFull = (list?.devices ?? 0) + file.devices.length > limits.inventory.devices;
  return isFull ? done(refused({ list: "tooManyDevices" }), false) : null;
}

const rowOf = (key: Key, file: DeviceFile & { readonly sha256: string }, id: UploadId, now: number) => ({
  id,
  organizationId: key.organizationId,
  personId: null,
  collectorKeyId: key.id,
  state: "loaded" as const,
  mode: "add" as const,
  sha256: file.sha256,
  devices: file.devices.map(asKept),
  rejectedRows: keptOf(file.rejected.slice(0, limits.upload.rejectedShown), limits.collector.rejectedKept),
  header: file.header,
  separator: file.separator,
  sound: file.devices.length,
  rejected: file.rejected.length,
  createdAt: now,
  changedAt: now,
});

function asLoaded(row: Read["upload"][number], { rejected }: DeviceFile): Received {
  const { added, changed, same, retired } = row;
  const changes = { added: added ?? 0, changed: changed ?? 0, same: same ?? 0, retired: retired ?? 0 };
  return { outcome: "loaded", repeated: false, changes, rejected };
}
