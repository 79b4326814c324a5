// The Worker on plain workerd: what a visitor asks of it, and the scheduled work as Cloudflare would start it. Runs in workerd,
// where the built Worker has the name portal.mjs.
import { answer, isForWorker } from "./assets.mjs";
import portal from "./portal.mjs";

export default portal;

/** What a visitor asks, where Cloudflare would send it; in one isolate, since each would keep what a request leaves behind. */
export const front = {
  async fetch(request, env, context) {
    const asset = isForWorker(request) ? null : await answer(request, env);
    return asset ?? portal.fetch(request, (settings ??= withoutFiles(env)), context);
  },
};

/**
 * What the Worker has at Cloudflare too, its assets in this isolate: one that did nothing else would collect so rarely that it
 * grew by 4 KB with each request. The same object for each request, since it is remembered by it.
 */
let settings;

const withoutFiles = (env) => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => name !== "FILES")),
  ASSETS: { fetch: (...asked) => assetOf(new Request(...asked), env) },
});

/** As another service would answer: a redirect is followed for whoever did not ask for it itself. */
async function assetOf(request, env) {
  const found = await answer(request, env);
  const location = found?.headers.get("location");
  if (location && request.redirect === "follow")
    return assetOf(new Request(new URL(location, request.url), request), env);
  return found ?? new Response(null, { status: 404 });
}

/** Does the scheduled work, and answers when it is done. */
export const scheduled = {
  async fetch(_, env) {
    const work = [];
    const event = { type: "scheduled", cron: "* * * * *", scheduledTime: Date.now(), noRetry() {} };
    await portal.scheduled(event, env, { waitUntil: (promise) => work.push(promise) });
    await Promise.all(work);
    return new Response(null, { status: 204 });
  },
};
