import {
  type After,
  caseById,
  type CaseOf,
  casesWaiting,
  organizationExists,
  peopleOf,
  type Held,
  requestsOf,
} from "#db/queries/api-reading.ts";
import { accessRequest, type AccessRequestState } from "#src/domain/access-request.ts";
import type { Scope } from "#src/domain/api/scope.ts";
import { isErased } from "#src/domain/erased.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { Refusal } from "#src/domain/refusal.ts";
import type { ReviewReason } from "#src/domain/review.ts";
import { keyQuery } from "#functions/command/keyed.ts";

interface Page {
  readonly after: After | null;
  readonly limit: number;
}

const instant = (at: number) => new Date(at).toISOString();
const instantOrNull = (at: number | null) => (at === null ? null : instant(at));
const known = ({ id, email, name }: { id: string; email: string; name: string }) => ({
  id,
  email: isErased(email) ? "" : email,
  name,
});

function mustExist([organization]: readonly object[]) {
  if (!organization) throw new Refusal("notFound", "errors.404");
}

/** So many of a list, and behind which of them the next page begins. */
const cut = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  after: (row: Row) => After,
) => ({
  items: rows.slice(0, limit).map(item),
  after: rows.length > limit ? after(rows[limit - 1]!) : null,
});

/** Whose key it is that a system shows, and what it may do. */
export const readKey = keyQuery({
  scope: null,
  load: () => ({}),
  answer: (_, __: object, { name, scopes, expiresAt }) => ({
    name,
    scopes: JSON.parse(scopes) as readonly Scope[],
    expiresAt: instant(expiresAt),
  }),
});

/** Who holds which role in an organization. */
export const readPeople = keyQuery({
  scope: "read-people",
  load: ({ id, after, limit }: Page & { readonly id: OrganizationId }) => ({
    organization: organizationExists(id),
    people: peopleOf(id, after?.id ?? "", limit + 1),
  }),
  answer: ({ organization, people }, { limit }) => {
    mustExist(organization);
    return cut(
      people,
      limit,
      ({ language, disabledAt, roles, ...person }) => ({
        ...known(person),
        language,
        suspended: disabledAt !== null,
        roles: (JSON.parse(roles) as readonly { role: Held; since: number }[]).map(({ role, since }) => ({
          role,
          since: instant(since),
        })),
      }),
      ({ id }) => ({ at: 0, id }),
    );
  },
});

/** Who asked for access to an organization, and what became of it. */
export const readRequests = keyQuery({
  scope: "read-requests",
  load: ({
    id,
    state,
    after,
    limit,
  }: Page & { readonly id: OrganizationId; readonly state: AccessRequestState | undefined }) => ({
    organization: organizationExists(id),
    requests: requestsOf(id, state ? [state] : accessRequest.states, after, limit + 1),
  }),
  answer: ({ organization, requests }, { limit }) => {
    mustExist(organization);
    return cut(
      requests,
      limit,
      ({ id, state, requesterId, email, name, contractNumber, role, createdAt, decidedAt }) => ({
        id,
        state,
        requester: known({ id: requesterId, email, name }),
        contractNumber,
        role,
        createdAt: instant(createdAt),
        decidedAt: instantOrNull(decidedAt),
      }),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    );
  },
});

const asCase = (row: CaseOf) => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  organization: row.organizationId === null ? null : { id: row.organizationId, name: row.organization ?? "" },
  person:
    row.personId === null ? null : known({ id: row.personId, email: row.email ?? "", name: row.name ?? "" }),
  reasons: JSON.parse(row.reasons) as readonly ReviewReason[],
  createdAt: instant(row.createdAt),
  dueAt: instant(row.dueAt),
  decidedAt: instantOrNull(row.decidedAt),
});

/** The cases that wait for agents, or for an answer, what is due first on top. */
export const readCases = keyQuery({
  scope: "read-cases",
  load: ({ after, limit }: Page) => ({ cases: casesWaiting(after, limit + 1) }),
  answer: ({ cases }, { limit }) => cut(cases, limit, asCase, ({ dueAt, id }) => ({ at: dueAt, id })),
});

/** One case, whatever became of it. */
export const readCase = keyQuery({
  scope: "read-cases",
  load: ({ id }: { readonly id: string }) => ({ found: caseById(id) }),
  answer: ({ found: [one] }) => {
    if (!one) throw new Refusal("notFound", "errors.404");
    return asCase(one);
  },
});
