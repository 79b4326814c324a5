import type { OperationId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { readBytes } from "./bytes.ts";
import type { Exchange } from "./exchange.ts";
import { fileEntries } from "./file-form.ts";
import { Unacceptable } from "./unacceptable.ts";

/**
 * The fields of a form or of a JSON object; refuses a field that appears twice unless it may, and what is too large. The
 * values of a field that may repeat become the lines of one. From then on the request has the form's operation id, and
 * an error page can send the form again.
 */
export async function readForm(
  exchange: Exchange,
  repeated: readonly string[] = [],
): Promise<Record<string, string>> {
  const fields = await readFields(exchange, repeated);
  exchange.set("fields", fields);
  const operationId = fields["operationId"] as OperationId | undefined;
  if (operationId && operationId.length <= limits.operationId.longest)
    exchange.set("context", { ...exchange.var.context, operationId });
  return fields;
}

async function readFields(exchange: Exchange, repeated: readonly string[]): Promise<Record<string, string>> {
  const format = exchange.req.header("Content-Type")?.toLowerCase() ?? "";
  const entries = format.startsWith("multipart/")
    ? await fileEntries(exchange)
    : format.startsWith("application/json")
      ? jsonEntries(await readBody(exchange), repeated)
      : [...new URLSearchParams(await readBody(exchange))];
  const fields = new Map<string, string>();
  for (const [name, value] of entries) {
    const before = fields.get(name);
    if (before !== undefined && !repeated.includes(name)) throw new Refusal("malformed", "errors.400");
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return Object.fromEntries([...fields].map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]));
}

const plain = new Set(["string", "number", "boolean"]);

function jsonEntries(body: string, repeated: readonly string[]): [string, string][] {
  const value = parsed(body || "{}");
  const entries =
    value && typeof value === "object" && !Array.isArray(value) && namesOnce(body)
      ? Object.entries(value).flatMap(([name, one]) =>
          (repeated.includes(name) ? [one].flat() : [one]).map((each) => [name, each] as const),
        )
      : null;
  if (!entries?.every(([, one]) => plain.has(typeof one))) throw new Refusal("malformed", "errors.400");
  return entries.map(([name, one]) => [name, String(one)]);
}

/** Whether no name stands twice in a JSON object without others in it; the parser takes the last. */
function namesOnce(json: string): boolean {
  const names = [...json.matchAll(/("(?:[^"\\]|\\.)*")\s*(:?)/gu)].flatMap(([, name, colon]) =>
    colon ? [parsed(name!)] : [],
  );
  return new Set(names).size === names.length;
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
  const bytes = await readBytes(exchange, limits.body);
  if (!bytes) throw new Unacceptable(413);
  return new TextDecoder().decode(bytes);
}
