import {
  type ListedRequest,
  nextUndecided,
  type RequestCursor,
  settledIn,
  undecidedIn,
} from "#db/queries/access-request-list.ts";
import { requestIdIn } from "#db/queries/access-request.ts";
import type { PlaceKey } from "#db/queries/place.ts";
import { virtualAccountsIn } from "#db/queries/virtual-account.ts";
import { limits, window } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { asker, query } from "#functions/command/query.ts";
import type { Person } from "#functions/context/context.ts";
import { reachName } from "#functions/input/grant.ts";
import { deciderRecords, deciding } from "#functions/rights/decider.ts";
import { realmFor } from "#functions/rights/place.ts";
import {
  administratorIn,
  decisionRecords,
  decisionView,
  requestAddress,
} from "#functions/standing/decision.ts";
import { heading, inPart, partRecords } from "./part.ts";

const { listedAtOnce } = limits.accessRequest;

/** What the address of a list of requests says: behind which of those that wait, and of those that are settled, it begins. */
type RequestsQuestion = Readonly<Partial<Record<"after" | "settled", string>>>;

const cursorIn = (text = ""): RequestCursor | null => {
  const [, at, id] = /^(\d{1,15})\.(.{1,100})$/u.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { at: Number(at), id };
};

/** A request on the list of its place. */
const listed = (request: ListedRequest, me: Person, now: number) => ({
  id: request.id,
  address: requestAddress(request),
  name: request.requesterName,
  email: request.requesterEmail,
  company: request.requesterCompany,
  own: request.requesterId === me.id,
  reason: request.reason,
  place: request.placeName,
  state: request.state,
  /** Whole days that it waits. */
  days: Math.floor((now - request.createdAt) / window.day),
  decidedAt: request.decidedAt,
  decidedByName: request.decidedByName,
  byAgent: request.byAgent === 1,
});

/** A page of them, and where the next one begins. */
function pageOf(
  requests: readonly ListedRequest[],
  after: RequestCursor | null,
  when: "createdAt" | "decidedAt",
  me: Person,
  now: number,
) {
  const shown = requests.slice(0, listedAtOnce);
  const last = shown.at(-1);
  return {
    found: requests[0]?.found ?? 0,
    isFirst: after === null,
    next: requests.length > listedAtOnce && last ? `${last[when] ?? 0}.${last.id}` : null,
    shown: shown.map((request) => listed(request, me, now)),
  };
}

export type RequestsPage = ReturnType<typeof pageOf>;

/** The requests in a place and below it: to decide, and settled (src/domain/README.md 2.7 and 5.6). */
export const requests = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key) =>
  query({
    load: ({ after, settled, ...address }: Address & RequestsQuestion, context) => {
      const key = keyOf(address as Address);
      const realm = realmFor(key, deciding(key), context);
      const most = listedAtOnce + 1;
      return {
        ...partRecords(key, "requests", context),
        undecided: undecidedIn(realm, { after: cursorIn(after), most }),
        settled: settledIn(realm, { after: cursorIn(settled), most }),
        parts: virtualAccountsIn(realm),
      };
    },
    view: (actor, { undecided, settled, parts, ...records }, question, { now }) => {
      const at = inPart(actor, records, "requests");
      const page = (
        rows: readonly ListedRequest[],
        text: string | undefined,
        when: "createdAt" | "decidedAt",
      ) => pageOf(rows, cursorIn(text), when, at.person, now);
      return {
        ...heading(at),
        undecided: page(undecided, question.after, "createdAt"),
        settled: page(settled, question.settled, "decidedAt"),
        /** For an account: the open virtual accounts among which to choose; null for an organization. */
        parts: at.place.kind === "account" ? parts.map(({ id, name }) => ({ id, name })) : null,
        mayWhole: at.reach === null,
        /** What of the place is shown, in words. */
        reach: reachName(at.place, at.reach, parts),
      };
    },
  });

/** One of these requests, with the decision as long as there is one to make. */
export const request = <Address, Key extends PlaceKey>(keyOf: (address: Address) => Key) =>
  query({
    load: (one: Address & { readonly request: string }, context) => {
      const key = keyOf(one);
      const id = requestIdIn(realmFor(key, deciding(key), context), one.request);
      return {
        ...partRecords(key, "requests", context),
        ...decisionRecords(id),
        ...deciderRecords(id, context),
        following: nextUndecided(realmFor(key, deciding(key), context), one.request, asker(context)),
      };
    },
    view: (actor, { place, holds, allowed, ...records }, _, context) => {
      const at = inPart(actor, { place, holds, allowed }, "requests");
      const [request] = records.request;
      if (!request) throw new Refusal("notFound", "errors.404");
      const decider = administratorIn(records, at.person);
      return {
        ...heading(at),
        request: decisionView(request, decider, records.parts, context),
        /** Another one waits. */
        hasNext: records.following.length > 0,
      };
    },
  });
