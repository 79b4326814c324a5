import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { root } from "./build.ts";

type Options = {
  build: string;
  directory: string;
  variables: string[];
  addresses: string[];
  /** Where the scheduled work is asked for. */
  minute: string;
};

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** The variable with the key to the scheduled work. */
export const minuteKey = "MINUTE_KEY";

/**
 * What a request leaves behind outside of V8's heap is given back only when V8 collects what refers to it, which it does the
 * later the larger the part for young objects is: 2 MB instead of 16 hold the process small, for the same work of the processor.
 */
const v8Flags = ["--max-semi-space-size=2"];

/** workerd's configuration for one build; `directory` is where the text will be, as paths in it are relative to that. */
export function workerConfig({ build, directory, variables, addresses, minute }: Options): string {
  const embed = (path: string) => `embed ${quote(relative(directory, path))}`;
  const server = join(build, "server");
  const client = join(build, "client");
  const wrangler = JSON.parse(readFileSync(join(server, "wrangler.json"), "utf8"));
  const assets = [
    `(name = "assets.mjs", esModule = ${embed(join(root, "functions/local/assets.mjs"))})`,
    `(name = "files.json", json = ${quote(JSON.stringify(filesOf(client)))})`,
    `(name = "worker-first.json", json = ${quote(JSON.stringify(workerFirst(wrangler.assets?.run_worker_first)))})`,
    `(name = "headers.json", json = ${quote(JSON.stringify(headerRules(client)))})`,
  ];
  const modules = [
    `(name = "scheduled.mjs", esModule = ${embed(join(root, "functions/local/scheduled.mjs"))})`,
    `(name = "portal.mjs", esModule = ${quote(`export { default } from ${quote(wrangler.main)};`)})`,
    ...readdirSync(server, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.m?js$/.test(name))
      .map((name) => `(name = ${quote(name)}, esModule = ${embed(join(server, name))})`),
    ...assets,
  ];
  const bindings = [
    `(name = "ASSETS", service = "assets")`,
    `(name = "FILES", service = "files")`,
    ...variables.map((name) => `(name = ${quote(name)}, fromEnvironment = ${quote(name)})`),
  ];
  const date = `compatibilityDate = ${quote(wrangler.compatibility_date)}`;
  // From this date on the flag is the default, and workerd complains about it.
  const flags = wrangler.compatibility_flags.filter(
    (flag: string) => flag !== "nodejs_compat" || wrangler.compatibility_date < "2026-08-04",
  );
  const sockets = addresses.map(
    (address, n) =>
      `(name = "http${n}", address = ${quote(address)}, http = (), service = (name = "portal", entrypoint = "front"))`,
  );

  const forTheMinute = [
    `(name = "SCHEDULED", service = (name = "portal", entrypoint = "scheduled"))`,
    `(name = ${quote(minuteKey)}, fromEnvironment = ${quote(minuteKey)})`,
  ];
  sockets.push(
    `(name = "minute", address = ${quote(minute)}, http = (), service = (name = "assets", entrypoint = "minute"))`,
  );

  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = [${v8Flags.map(quote).join(", ")}],
  services = [
    (name = "portal", worker = (
      ${date}, compatibilityFlags = [${flags.map(quote).join(", ")}], globalOutbound = "network",
      bindings = [${bindings.join(", ")}],
      modules = [${modules.join(",\n        ")}])),
    (name = "assets", worker = (
      ${date}, bindings = [(name = "FILES", service = "files"),
        ${forTheMinute.join(", ")}],
      modules = [${assets.join(",\n        ")}])),
    (name = "files", disk = (path = ${quote(client)})),
    (name = "network", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [${sockets.join(", ")}],
);
`;
}

function filesOf(client: string): Record<string, { type: string; etag: string }> {
  const paths = readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !["_headers", "_redirects", ".assetsignore"].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => {
      const etag = `"${createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 32)}"`;
      return [
        `/${relative(client, path)}`,
        { type: types[extname(path)] ?? "application/octet-stream", etag },
      ];
    }),
  );
}

/** The rules of Cloudflare's _headers file: [pattern, [[name, value], …]]. */
function headerRules(client: string): [string, [string, string][]][] {
  const file = join(client, "_headers");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const rules: [string, [string, string][]][] = [];
  for (const line of lines.filter((text) => text.trim() && !text.trim().startsWith("#"))) {
    const header = /^\s+([^:\s]+):(.*)$/.exec(line);
    if (header) rules.at(-1)?.[1].push([header[1] ?? "", header[2]?.trim() ?? ""]);
    else rules.push([pattern(line.trim()), []]);
  }
  return rules;
}

/** The addresses that the Worker answers before any asset does, and those among them that it does not. */
function workerFirst(setting: boolean | string[] = false): { include: string[]; exclude: string[] } {
  const patterns = Array.isArray(setting) ? setting : setting ? ["/*"] : [];
  return {
    include: patterns.filter((text) => !text.startsWith("!")).map(pattern),
    exclude: patterns.filter((text) => text.startsWith("!")).map((text) => pattern(text.slice(1))),
  };
}

/** Cloudflare's patterns, where * stands for anything, as a regular expression. */
function pattern(text: string): string {
  return `^${text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
