import { heldBy, type HeldThing, peopleIn, type PersonAt } from "#db/queries/people.ts";
import type { Place, PlaceKey, PlaceOf } from "#db/queries/place.ts";
import { isKnownTo, knownName } from "#src/domain/known-name.ts";
import { limits } from "#src/domain/limits.ts";
import { invitationState, type PeopleFilter, type Standing, standings } from "#src/domain/people.ts";
import { oneLine } from "#src/domain/text.ts";
import { asker, type Loaded } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { type InPlace, realmFor } from "#functions/rights/place.ts";
import { heading, type PartOf, partRecords } from "./part.ts";

/** What the address of a list of people says. */
export type PeopleQuestion = Readonly<
  Partial<Record<"person" | "role" | "state" | "of" | "several" | "after", string>>
>;

const { perPage, invitations: mostInvitations } = limits.people;

const filterOf = (kind: Place["kind"], { person, role, state, of, after }: PeopleQuestion): PeopleFilter => ({
  person: oneLine(person ?? "").slice(0, limits.search.longestPerson),
  role: standings[kind].find((one) => one === role) ?? null,
  invited: state === "invited",
  of: of?.slice(0, limits.operationId.longest * 2) ?? null,
  after: after ?? null,
});

const kindOf = (key: PlaceKey) => ("domain" in key ? "account" : "organization");

const associating = { organization: "person.associate", account: "accountPerson.associate" } as const;

/** What every list of people reads; one person more than are shown tells that there are more. */
export const peopleRecords = <Key extends PlaceKey>(
  key: Key,
  question: PeopleQuestion,
  context: Context,
) => ({
  ...partRecords(key, "people" as PartOf<PlaceOf<Key>["kind"]>, context),
  people: peopleIn(
    realmFor(key, associating[kindOf(key)], context),
    asker(context),
    filterOf(kindOf(key), question),
    perPage + 1,
  ),
});

type Listed = Pick<Loaded<ReturnType<typeof peopleRecords>>, "people">;

/** One thing that can be done to somebody with a button. */
export interface Change {
  readonly action: "give" | "take" | "remove" | "invite";
  readonly role?: Standing;
  /** Of a role in a Smart Account: where it is taken. */
  readonly scope?: string;
  readonly part?: string | null;
}

/** Somebody on the list, with what is held here. */
export interface Listing {
  readonly personId: string;
  readonly disabled: boolean;
  readonly own: boolean;
  readonly here: readonly HeldThing[];
}

/** Somebody on the list as the reader may know them: of a stranger who was put there by address, no more than that. */
function personView(row: PersonAt, kind: Place["kind"], reader: Person) {
  const { personId, email } = row;
  const name = knownName(row, reader);
  const isKnown = isKnownTo(reader, row);
  const weight: readonly Standing[] = standings[kind];
  const held = heldBy(row).toSorted(
    (a, b) => a.distance - b.distance || weight.indexOf(a.holds) - weight.indexOf(b.holds),
  );
  const isInvited = isKnown && row.came === 0;
  return {
    personId,
    name: name || email,
    email,
    own: personId === reader.id,
    disabled: row.disabledAt !== null && name !== "",
    held,
    here: held.filter(({ distance }) => distance === 0),
    since: Math.min(...held.map(({ since }) => since)),
    /** Null: has come, or nobody's business. */
    invitation: isInvited ? invitationState(row.delivery) : null,
    /** Of a stranger it is not told whether there is anything to send. */
    mayInvite: isKnown ? isInvited && row.invitations < mostInvitations : true,
  };
}

/** A page of the list, with the number of all that were found. */
export function peopleView<P extends Place>(
  at: InPlace<P>,
  { people }: Listed,
  question: PeopleQuestion,
  changesOf: (listing: Listing) => readonly Change[],
) {
  const { person: reader, place, may } = at;
  const { after, invited, of, ...filter } = filterOf(place.kind, question);
  const shown = people.slice(0, perPage).map((row) => personView(row, place.kind, reader));
  const mayInvite = may(associating[place.kind]);
  return {
    ...heading(at),
    language: reader.language,
    typed: { person: filter.person, role: filter.role ?? "", state: invited ? "invited" : "", of: of ?? "" },
    roles: standings[place.kind],
    /** The form asks for several addresses. */
    several: question.several === "yes",
    found: people[0]?.found ?? 0,
    isFirst: after === null,
    /** Behind whom the next page begins; null: this is the last. */
    next: people.length > perPage ? shown.at(-1)!.email : null,
    people: shown.map(({ here, mayInvite: again, ...one }) => ({
      ...one,
      changes: [
        ...(mayInvite && again && here.length && !one.own ? [{ action: "invite" } as const] : []),
        ...changesOf({ ...one, here }),
      ] as readonly Change[],
    })),
  };
}

export type PeopleView = ReturnType<typeof peopleView>;
