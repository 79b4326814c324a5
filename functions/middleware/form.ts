import type { Exchange } from "../exchange.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import type { OperationId } from "../../src/domain/ids.ts";
import { limits } from "../../src/domain/limits.ts";
import { drain } from "./drain.ts";
import { Unacceptable } from "./guards.ts";

const longestOperationId = 100;

/**
 * The fields of a form or of a JSON object; refuses a field that appears twice, and what is too large. From then on the
 * request has the form's operation id, and an error page can send the form again.
 */
export async function readForm(exchange: Exchange): Promise<Record<string, string>> {
  const fields = await readFields(exchange);
  exchange.set("fields", fields);
  const operationId = fields["operationId"] as OperationId | undefined;
  if (operationId && operationId.length <= longestOperationId)
    exchange.set("context", { ...exchange.var.context, operationId });
  return fields;
}

async function readFields(exchange: Exchange): Promise<Record<string, string>> {
  const body = await readBody(exchange);
  const entries = exchange.req.header("Content-Type")?.toLowerCase().startsWith("application/json")
    ? jsonEntries(body)
    : [...new URLSearchParams(body)];
  const names = entries.map(([name]) => name);
  if (new Set(names).size !== names.length) throw new Refusal("malformed", "errors.400");
  return Object.fromEntries(entries.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]));
}

const plain = new Set(["string", "number", "boolean"]);

function jsonEntries(body: string): [string, string][] {
  const value = parsed(body || "{}");
  const entries = value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : null;
  if (!entries?.every(([, one]) => plain.has(typeof one))) throw new Refusal("malformed", "errors.400");
  return entries.map(([name, one]) => [name, String(one)]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body as text; refuses what is larger than a form may be. */
export async function readBody(exchange: Exchange): Promise<string> {
  const reader = exchange.req.raw.body?.getReader();
  if (!reader) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limits.body) {
      await drain(reader);
      throw new Unacceptable(413);
    }
    parts.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
