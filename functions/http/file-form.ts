import { textOf } from "#src/domain/collect/encoding.ts";
import { limits } from "#src/domain/limits.ts";
import { listOfAddresses } from "#src/domain/pasted-addresses.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { needsSession } from "#functions/command/query.ts";
import { sha256 } from "#functions/context/secrets.ts";
import { readBytes } from "./bytes.ts";
import type { Exchange } from "./exchange.ts";

/** The addresses that take a file with their form (functions/README.md, Rules; SECURITY.md 8). */
export const fileAddresses = [
  /^\/[a-z-]+\/organizations\/[^/]+\/devices$/u,
  /^\/[a-z-]+\/(?:organizations|accounts)\/[^/]+\/people$/u,
] as const;
const [, colleagues] = fileAddresses;

/** Whether a file comes with the form: each takes as much work as a hundred pages, whatever becomes of it. */
export const bringsFile = ({ req }: Exchange) =>
  req.method === "POST" &&
  fileAddresses.some((one) => one.test(req.path)) &&
  /^multipart\/form-data\s*;/iu.test(req.header("Content-Type") ?? "");

/**
 * The fields of a form with a file, which goes on in the context: its field holds its SHA-256, so that what is kept and
 * shown of a form stays small and another file is another operation. The addresses in a list of colleagues go on as if they
 * had been typed. Nobody sends one without a session.
 */
export async function fileEntries(exchange: Exchange): Promise<[string, string][]> {
  needsSession(exchange.var.context);
  const several = colleagues.test(exchange.req.path);
  const most = several ? limits.people.fileBytes : limits.upload.bytes;
  const bytes = await readBytes(exchange, most + limits.body);
  if (!bytes) {
    exchange.set("context", { ...exchange.var.context, file: "tooLarge" });
    return several ? [["action", "associate-several"]] : [];
  }
  const entries = [...(await parsed(bytes, exchange.req.header("Content-Type")!))];
  const typed = entries.reduce((sum, [, value]) => sum + (typeof value === "string" ? value.length : 0), 0);
  if (typed > limits.body) throw new Refusal("malformed", "errors.400");
  const files = entries.flatMap(([, value]) => (typeof value === "string" ? [] : [value]));
  if (files.length > 1) throw new Refusal("malformed", "errors.400");
  const file = files[0]?.size ? new Uint8Array(await files[0].arrayBuffer()) : undefined;
  if (several) return withAddresses(exchange, entries, file);
  exchange.set("context", { ...exchange.var.context, file });
  return entries.map(([name, value]) => [name, typeof value === "string" ? value : file ? sha256(file) : ""]);
}

/** The fields, with the addresses of a list after those that were typed. */
function withAddresses(
  exchange: Exchange,
  entries: readonly [string, FormDataEntryValue][],
  file: Uint8Array | undefined,
): [string, string][] {
  const typed = entries.flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  if (!file) return typed;
  const read = textOf(file);
  if ("unreadable" in read) {
    exchange.set("context", { ...exchange.var.context, file: "unreadable" });
    return typed;
  }
  const before = typed.find(([name]) => name === "emails")?.[1] ?? "";
  const emails = [before.trimEnd(), listOfAddresses(read.text)].filter(Boolean).join("\n");
  return [...typed.filter(([name]) => name !== "emails"), ["emails", emails]];
}

async function parsed(bytes: Uint8Array<ArrayBuffer>, format: string): Promise<FormData> {
  if (!hasShortHeads(bytes, format)) throw new Refusal("malformed", "errors.400");
  try {
    return await new Response(bytes, { headers: { "Content-Type": format } }).formData();
  } catch {
    throw new Refusal("malformed", "errors.400");
  }
}

/** As browsers write it: one boundary, nothing else. */
const marked = /^multipart\/form-data;\s*boundary=("?)(?<boundary>[\w'()+,./:=?-]{1,70})\1$/iu;
const most = { parts: 50, head: 1000 };

/** Whether a form has few parts, each with a short head: of thousands, or of a head of megabytes, the runtime makes seconds. */
function hasShortHeads(bytes: Uint8Array<ArrayBuffer>, format: string): boolean {
  const { boundary } = marked.exec(format.trim())?.groups ?? {};
  if (!boundary) return false;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = `--${boundary}`;
  let parts = 0;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    const head = body.subarray(at, at + mark.length + most.head);
    const isLast = body.length - at <= head.length;
    parts += 1;
    if (parts > most.parts || (!isLast && !head.includes("\r\n\r\n"))) return false;
  }
  return true;
}
