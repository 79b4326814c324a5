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

/** What the Worker has at Cloudflare too; the same object for each request, since it is remembered by it. */
let settings;

const withoutFiles = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => name !== "FILES"));

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
