import { limits } from "#src/domain/limits.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { needsSession } from "#functions/command/query.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { readBytes } from "./bytes.ts";
import type { Exchange } from "./exchange.ts";

/** The address that takes a file with its form (functions/README.md, Rules; SECURITY.md 8). */
export const fileAddress = /^\/[a-z-]+\/organizations\/[^/]+\/devices$/u;

/**
 * The fields of a form with a file, which goes on in the context: its field holds its SHA-256, so that what is kept and
 * shown of a form stays small and another file is another operation. Nobody sends one without a session.
 */
export async function fileEntries(exchange: Exchange): Promise<[string, string][]> {
  needsSession(exchange.var.context);
  const bytes = await readBytes(exchange, limits.upload.bytes + limits.body);
  if (!bytes) {
    exchange.set("context", { ...exchange.var.context, file: "tooLarge" });
    return [];
  }
  const entries = [...(await parsed(bytes, exchange.req.header("Content-Type")!))];
  const files = entries.flatMap(([, value]) => (typeof value === "string" ? [] : [value]));
  if (files.length > 1) throw new Refusal("malformed", "errors.400");
  const file = files[0]?.size ? new Uint8Array(await files[0].arrayBuffer()) : undefined;
  exchange.set("context", { ...exchange.var.context, file });
  return entries.map(([name, value]) => [name, typeof value === "string" ? value : file ? sha256(file) : ""]);
}

async function parsed(bytes: Uint8Array<ArrayBuffer>, format: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "Content-Type": format } }).formData();
  } catch {
    throw new Refusal("malformed", "errors.400");
  }
}
