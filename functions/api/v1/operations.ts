import type { z } from "zod";
import type { Scope } from "#src/domain/api/scope.ts";
import { limits } from "#src/domain/limits.ts";
import type { ProblemCode } from "#functions/http/problem.ts";
import { fileNames, paging, requestFilter, type schemas } from "./schemas.ts";

/** What can be asked at an address: the routes and the description are made from this. */
export interface Operation {
  readonly method: "get" | "post";
  readonly path: string;
  readonly summary: string;
  readonly scope: Scope | null;
  readonly query?: z.ZodObject;
  readonly answers: keyof typeof schemas;
  /** What it may be refused for, besides what everything may. */
  readonly refuses?: readonly ProblemCode[];
  /** What is sent, by content type. */
  readonly body?: { readonly type: string; readonly schema?: keyof typeof schemas; readonly about: string };
}

/** What each may be refused for. */
export const always = [
  "unknownKey",
  "tooManyRequests",
  "internal",
  "unavailable",
] as const satisfies readonly ProblemCode[];

const ofWrites = [
  "scopeMissing",
  "idempotencyKeyMissing",
  "idempotencyKeyReused",
  "idempotencyKeySpent",
  "moved",
  "tooLarge",
  "format",
] as const satisfies readonly ProblemCode[];

export const operations = {
  readKey: {
    method: "get",
    path: "/api/v1",
    summary: "Whose key this is, and what it may do",
    scope: null,
    answers: "Key",
  },
  listPeople: {
    method: "get",
    path: "/api/v1/organizations/{id}/people",
    summary: "Who holds which role in an organization itself",
    scope: "read-people",
    query: paging,
    answers: "People",
    refuses: ["scopeMissing", "notFound", "invalid"],
  },
  listRequests: {
    method: "get",
    path: "/api/v1/organizations/{id}/requests",
    summary: "Who asked for access to an organization, the newest first",
    scope: "read-requests",
    query: requestFilter,
    answers: "AccessRequests",
    refuses: ["scopeMissing", "notFound", "invalid"],
  },
  listCases: {
    method: "get",
    path: "/api/v1/cases",
    summary: "Cases that wait for an agent or for an answer, what is due first on top",
    scope: "read-cases",
    query: paging,
    answers: "Cases",
    refuses: ["scopeMissing", "invalid"],
  },
  readCase: {
    method: "get",
    path: "/api/v1/cases/{id}",
    summary: "One case, whatever became of it",
    scope: "read-cases",
    answers: "Case",
    refuses: ["scopeMissing", "notFound"],
  },
  closeCase: {
    method: "post",
    path: "/api/v1/cases/{id}/close",
    summary: "Refuses what a case asks for; only an agent can grant it",
    scope: "close-cases",
    body: {
      type: "application/json",
      schema: "Closing",
      about: "The decision, and the reason that the person reads.",
    },
    answers: "Closed",
    refuses: ["malformed", "notFound", "settled", "needsAgent", "invalid", ...ofWrites],
  },
  loadFile: {
    method: "post",
    path: "/api/v1/imports/{file}",
    summary: "Loads one of the files of an import, as `npm run import` does; safe to repeat",
    scope: "load-files",
    body: {
      type: "text/csv",
      about: `UTF-8, commas, a header line; up to ${limits.api.file} bytes. {file} is one of ${fileNames.join(", ")}.`,
    },
    answers: "Loaded",
    refuses: ["notFound", "unusableFile", ...ofWrites],
  },
} as const satisfies Record<string, Operation>;
