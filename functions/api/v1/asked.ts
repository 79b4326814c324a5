import * as z from "zod";
import { limits } from "#src/domain/limits.ts";
import type { Shown } from "#functions/command/keyed.ts";
import { bearerOf } from "#functions/http/bearer.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { Problem } from "#functions/http/problem.ts";

/** The key that a system shows. */
export function shownBy(exchange: Exchange): Shown {
  const secret = bearerOf(exchange);
  if (!secret) throw new Problem("unknownKey");
  return { secret };
}

/** The same of a write, with the name that makes it happen once. */
export function shownOnce(exchange: Exchange): Shown {
  const shown = shownBy(exchange);
  const onceOnly = exchange.req.header("Idempotency-Key") ?? "";
  if (!/^[\x21-\x7E]+$/u.test(onceOnly) || onceOnly.length > limits.api.idempotencyKey)
    throw new Problem("idempotencyKeyMissing", {
      detail: `Send up to ${limits.api.idempotencyKey} visible characters without spaces, such as a UUID.`,
    });
  return { ...shown, onceOnly };
}

/** What is sent, as its schema says; refuses, at each field, what is not. */
export function parsed<T extends z.ZodType>(schema: T, sent: unknown): z.infer<T> {
  const read = schema.safeParse(sent);
  if (read.success) return read.data;
  throw new Problem("invalid", {
    errors: read.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((field) => ({ field, message: "is not known" }))
        : [{ field: issue.path.join("."), message: wrongness(issue) }],
    ),
  });
}

function wrongness(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be of the type ${issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `must be ${issue.minimum} at least, in value or in characters`;
    case "too_big":
      return `must be ${issue.maximum} at most, in value or in characters`;
    default:
      return "is not as the description says";
  }
}

const cursor = z.tuple([z.number(), z.string()]);

/** Where a page goes on, as it stands in an address; of no use but to be given back. */
export const cursorOf = (at: number, id: string) =>
  Buffer.from(JSON.stringify([at, id])).toString("base64url");

/** What a cursor says; null: without one the first page is meant. */
export function readCursor(text: string | undefined) {
  if (text === undefined) return null;
  const read = cursor.safeParse(jsonOf(Buffer.from(text, "base64url").toString()));
  if (!read.success)
    throw new Problem("invalid", { errors: [{ field: "after", message: "is no cursor of ours" }] });
  const [at, id] = read.data;
  return { at, id };
}

/** A body as its schema says. */
export function parsedJson<T extends z.ZodType>(schema: T, bytes: Uint8Array): z.infer<T> {
  const sent = jsonOf(new TextDecoder().decode(bytes));
  if (sent === undefined) throw new Problem("malformed", { detail: "The body is no JSON." });
  return parsed(schema, sent);
}

/** A text as JSON; undefined where it is none. Halves of characters, which the database takes nowhere, are replaced. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
  } catch {
    return undefined;
  }
}
