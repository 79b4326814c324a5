// Stands in for Cloudflare's asset server in the local run: same addresses, redirects and headers. Runs in workerd.
import files from "files.json";
import headerRules from "headers.json";
import workerFirst from "worker-first.json";

const rules = headerRules.map(([pattern, set]) => [new RegExp(pattern), set]);
const has = (path) => Object.hasOwn(files, path);

/** The file behind an address, or the address that Cloudflare redirects it to ("auto-trailing-slash"). */
function find(path) {
  if (path.endsWith("/index.html") && has(path)) return { redirect: path.slice(0, -10) };
  if (path.endsWith(".html") && has(path)) return { redirect: path.slice(0, -5) };
  if (has(path)) return { file: path };
  if (path.endsWith("/")) {
    if (has(`${path}index.html`)) return { file: `${path}index.html` };
    return has(`${path.slice(0, -1)}.html`) ? { redirect: path.slice(0, -1) } : null;
  }
  if (has(`${path}.html`)) return { file: `${path}.html` };
  return has(`${path}/index.html`) ? { redirect: `${path}/` } : null;
}

export async function answer(request, env) {
  const url = new URL(request.url);
  const path = decoded(url.pathname);
  const found = path && find(path);
  if (!found) return null;
  if (found.redirect && isRead(request))
    return new Response(null, { status: 307, headers: { location: encodeURI(found.redirect) + url.search } });

  const headers = new Headers({ "cache-control": "public, max-age=0, must-revalidate" });
  for (const [pattern, set] of rules) {
    if (pattern.test(url.pathname)) for (const [name, value] of set) headers.set(name, value);
  }
  if (!isRead(request)) {
    headers.set("allow", "GET, HEAD");
    return new Response(null, { status: 405, headers });
  }
  const { type, etag } = files[found.file];
  headers.set("content-type", type);
  headers.set("etag", etag);
  if (request.headers.get("if-none-match")?.includes(etag))
    return new Response(null, { status: 304, headers });
  if (request.method === "HEAD") return new Response(null, { headers });
  const file = await env.FILES.fetch(`http://files${encodeURI(found.file)}`);
  return new Response(file.body, { headers });
}

const isRead = ({ method }) => method === "GET" || method === "HEAD";

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

export default {
  fetch: async (request, env) => (await answer(request, env)) ?? new Response(null, { status: 404 }),
};

/** Hands the scheduled work on to whoever started this, and to nobody else on this machine. */
export const minute = {
  fetch: (request, env) =>
    request.headers.get("authorization") === `Bearer ${env.MINUTE_KEY}`
      ? env.SCHEDULED.fetch(request)
      : new Response(null, { status: 404 }),
};

const include = workerFirst.include.map((pattern) => new RegExp(pattern));
const exclude = workerFirst.exclude.map((pattern) => new RegExp(pattern));

/** Whether Cloudflare would ask the Worker first, as wrangler.toml says, and an asset of that address only after it. */
export function isForWorker(request) {
  const path = new URL(request.url).pathname;
  const matches = (pattern) => pattern.test(path);
  return include.some(matches) && !exclude.some(matches);
}
