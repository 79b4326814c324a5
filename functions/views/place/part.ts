import type { Place, PlaceKey, PlaceOf } from "#db/queries/place.ts";
import type { Action } from "#src/domain/policy.ts";
import type { Actor, Context } from "#functions/context/context.ts";
import { type AllowedRecords, type InPlace, inPlace, placeRecordsFor } from "#functions/rights/place.ts";

const declared = {
  organization: {
    "": "organization.read",
    devices: "report.read",
    reports: "report.read",
    people: "person.associate",
    administrators: "seat.nominate",
    requests: "accessRequest.decide",
    history: "history.read",
  },
  account: {
    "": "account.read",
    people: "accountPerson.associate",
    "virtual-accounts": "virtualAccount.create",
    requests: "accountRequest.decide",
    history: "accountHistory.read",
  },
} as const satisfies Record<Place["kind"], Record<string, Action>>;

type Kind = Place["kind"];

export type PartOf<K extends Kind> = keyof (typeof declared)[K];

/** The parts of which managing a place consists, in their order, and what one has to be allowed for each. */
const parts: { readonly [K in Kind]: Readonly<Record<PartOf<K>, Action>> } = declared;

const neededFor = <K extends Kind>(kind: K, part: PartOf<K>): Action => parts[kind][part];

/** What every page of a part of a place reads first: without the right to open it, nothing behind is carried out. */
export const partRecords = <Key extends PlaceKey>(
  key: Key,
  part: PartOf<PlaceOf<Key>["kind"]>,
  context: Context,
) =>
  placeRecordsFor(
    key,
    "domain" in key
      ? neededFor("account", part as PartOf<"account">)
      : neededFor("organization", part as PartOf<"organization">),
    context,
  );

/** The asker on a page of a place; refuses whoever may not open that part. */
export const inPart = <P extends Place>(
  actor: Actor,
  records: AllowedRecords<P>,
  part: PartOf<P["kind"]>,
): InPlace<P> => inPlace(actor, records, ({ kind }) => neededFor<P["kind"]>(kind, part));

/** What every page of a place shows: its name, and the parts that the asker may open. */
export function heading<P extends Place>({ place, may }: Pick<InPlace<P>, "place" | "may">) {
  const kind: P["kind"] = place.kind;
  const all = Object.keys(parts[kind]) as PartOf<P["kind"]>[];
  return { ...place, tabs: all.filter((part) => may(neededFor<P["kind"]>(kind, part))) };
}
