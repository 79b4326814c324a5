import type { KeyIn } from "#locales/keys.ts";
import { stateName } from "./history.ts";
import type { Language } from "./languages.ts";
import type { Translate } from "./translator.ts";

/** Something that was done, as far as a sentence tells it. */
interface Told {
  readonly operationId: string;
  readonly at: number;
  readonly by: string | { readonly name: string };
  readonly about: string | { readonly name: string; readonly email: string } | null;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly refusal: string | null;
}

type Sentence = KeyIn<"history.sentences">;

/** What of an event is the role or seat that was given or has ended. */
interface Kind {
  readonly says: Sentence;
  readonly role?: "from" | "to";
}

const kinds: Readonly<Record<string, Kind | Readonly<Record<string, Kind>>>> = {
  "person.associate": { says: "gave", role: "to" },
  "role.give": { says: "gave", role: "to" },
  "accountPerson.associate": { says: "gave", role: "to" },
  "accountRole.give": { says: "gave", role: "to" },
  "role.take": { says: "took", role: "from" },
  "accountRole.take": { says: "took", role: "from" },
  "person.remove": { says: "removed", role: "from" },
  "accountPerson.remove": { says: "removed", role: "from" },
  "person.invite": { says: "invited" },
  "accessRequest.request": { pending: { says: "requested" } },
  "accessRequest.decide": {
    approved: { says: "approved" },
    denied: { says: "denied" },
    waiting: { says: "asked" },
  },
  "accessRequest.answer": { says: "answered" },
  "accessRequest.withdraw": { withdrawn: { says: "withdrew" } },
  "seat.nominate": { says: "nominated" },
  "seat.accept-terms": { says: "acceptedTerms" },
  "seat.stepDown": { says: "steppedDown" },
  "seat.order": { says: "moved" },
};

const isKind = (one: NonNullable<(typeof kinds)[string]>): one is Kind => typeof one["says"] === "string";

function kindOf({ action, to }: Told): Kind | null {
  const one = kinds[action];
  if (!one) return null;
  return isKind(one) ? one : (to !== null && one[to]) || null;
}

const nameOf = (who: Told["about"]) => (who !== null && typeof who === "object" ? who.name : null);

/** Events of one act: the same operation did the same to the same person. */
export function acts<Event extends Told>(events: readonly Event[]): readonly (readonly Event[])[] {
  const found: Event[][] = [];
  for (const event of events) {
    const last = found.at(-1);
    const [first] = last ?? [];
    const isSame =
      first !== undefined &&
      first.operationId === event.operationId &&
      first.at === event.at &&
      first.action === event.action &&
      first.refusal === event.refusal &&
      kindOf(event)?.role !== undefined &&
      nameOf(first.about) !== null &&
      nameOf(first.about) === nameOf(event.about);
    if (last && isSame) last.push(event);
    else found.push([event]);
  }
  return found;
}

/** An act in a sentence; null where its facts are told one by one. */
export function actSentence(t: Translate, act: readonly Told[], language: Language): string | null {
  const [first] = act;
  const kind = first && kindOf(first);
  const by = first && nameOf(typeof first.by === "string" ? null : { ...first.by, email: "" });
  const about = first && nameOf(first.about);
  if (!kind || !by || !about || first.refusal) return null;
  const held =
    kind.role === undefined ? [] : act.map((event) => stateName(t, event.action, event[kind.role!]));
  if (held.some((one) => !one)) return null;
  const role = new Intl.ListFormat(language).format([...new Set(held)]);
  return t(`history.sentences.${kind.says}`, { by, about, role, from: first.from ?? "", to: first.to ?? "" });
}
