import * as z from "zod";
import { changes } from "#db/import/comparison.ts";
import { importFiles } from "#db/import/files.ts";
import { accessRequest } from "#src/domain/access-request.ts";
import { scopes } from "#src/domain/api/scope.ts";
import { limits } from "#src/domain/limits.ts";
import { policy } from "#src/domain/policy.ts";
import { review, reviewKinds, reviewReasons } from "#src/domain/review.ts";
import { manyLines } from "#src/domain/text.ts";

/** The files of an import. */
export const fileNames = importFiles.map(({ name }) => name);

const id = z.string().min(1).max(limits.import.longestId);
const at = z.iso.datetime();
const holdings = Object.keys(policy) as (keyof typeof policy)[];

const person = z.strictObject({
  id,
  email: z.string().describe("Empty once the person's data are erased."),
  name: z.string().describe("Empty as long as it is not known."),
});

const personOfOrganization = z.strictObject({
  ...person.shape,
  language: z.string().nullable(),
  suspended: z.boolean().describe("Signs in no more: what is held counts for nothing."),
  roles: z.array(
    z.strictObject({
      role: z
        .enum([...holdings, "nominee"])
        .describe("nominee: an administrator who has not accepted the terms yet."),
      since: at,
    }),
  ),
});

const requestForAccess = z.strictObject({
  id,
  state: z.enum(accessRequest.states),
  requester: person,
  contractNumber: z.string().nullable(),
  role: z.enum(holdings).nullable(),
  createdAt: at,
  decidedAt: at.nullable(),
});

const caseForAgents = z.strictObject({
  id,
  kind: z.enum(reviewKinds),
  state: z.enum(review.states),
  organization: z.strictObject({ id, name: z.string() }).nullable(),
  person: person.nullable().describe("Whom it is about; null: an organization that nobody administers."),
  reasons: z.array(z.enum(reviewReasons as [(typeof reviewReasons)[number]])),
  createdAt: at,
  dueAt: at,
  decidedAt: at.nullable(),
});

/** One page of a list. */
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().describe("What goes into `after` for the next page; null: this is the last."),
  });

const people = pageOf(personOfOrganization);
const requests = pageOf(requestForAccess);
const cases = pageOf(caseForAgents);

const key = z.strictObject({ name: z.string(), scopes: z.array(z.enum(scopes)), expiresAt: at });

const several = z.strictObject({
  count: z.number().int(),
  first: z.array(z.string()).describe("The first ten, by their keys."),
});

const loaded = z.strictObject({
  file: z.enum(fileNames),
  loaded: z.number().int(),
  rejected: z.number().int(),
  rejectedRows: z
    .array(z.strictObject({ line: z.number().int(), reason: z.string() }))
    .describe(`The first ${limits.api.rejectedShown}; those rows are not loaded.`),
  notEntitled: several.describe("Contracts of a type with which nobody can register."),
  changes: z.partialRecord(z.enum(changes), several).describe("What the rows that were loaded have changed."),
});

/** What closes a case. */
export const closing = z.strictObject({
  decision: z.literal("refuse"),
  reason: z
    .string()
    .overwrite(manyLines)
    .min(1)
    .max(limits.freeText.longest)
    .describe("The person reads it."),
});

const closed = z.strictObject({ id, state: z.literal("refused"), decidedAt: at });

export const paging = z.strictObject({
  after: z.string().max(limits.api.cursor).optional().describe("`next` of the page before."),
  limit: z.coerce.number().int().min(1).max(limits.api.pageMost).default(limits.api.page),
});

export const requestFilter = z.strictObject({
  ...paging.shape,
  state: z.enum(accessRequest.states).optional().describe("Only those; without it all."),
});

const problem = z.strictObject({
  type: z.string().describe("The address of its description in this document."),
  title: z.string(),
  status: z.number().int(),
  code: z.string().describe("What a program goes by."),
  detail: z.string().optional(),
  instance: z.string().describe("The id of the request, as in the log."),
  errors: z
    .array(z.strictObject({ field: z.string(), message: z.string() }))
    .optional()
    .describe("What is wrong with which field."),
});

const erased = z.strictObject({ id, erased: z.literal(true) });

/** What the provider's tools are told, by whom it is about: as it is at the moment of the call. */
const accessChanged = z.strictObject({
  type: z.literal("access.changed"),
  timestamp: at,
  data: z.strictObject({
    person: z.union([z.strictObject({ ...person.shape, language: z.string().nullable() }), erased]),
    place: z.strictObject({ kind: z.enum(["organization", "account"]), id, name: z.string() }),
    roles: z
      .array(z.strictObject({ role: z.enum(holdings), virtualAccount: z.string().nullable() }))
      .describe("All that the person holds there now; empty: nothing any more, or suspended."),
  }),
});

const caseChanged = z.strictObject({
  type: z.literal("case.changed"),
  timestamp: at,
  data: z.strictObject({
    case: z.strictObject({ id, kind: z.enum(reviewKinds), state: z.enum(review.states) }),
    organization: z.strictObject({ id, name: z.string().nullable() }).nullable(),
    person: z.union([person, erased]).nullable(),
    dueAt: at,
    decidedAt: at.nullable(),
  }),
});

/** Everything that the description names; answers keep to it. */
export const schemas = {
  Key: key,
  Person: personOfOrganization,
  People: people,
  AccessRequest: requestForAccess,
  AccessRequests: requests,
  Case: caseForAgents,
  Cases: cases,
  Loaded: loaded,
  Closing: closing,
  Closed: closed,
  Problem: problem,
  AccessChanged: accessChanged,
  CaseChanged: caseChanged,
};
