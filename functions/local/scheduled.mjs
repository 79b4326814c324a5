// The Worker on plain workerd: what a visitor asks of it, and the scheduled work as Cloudflare would start it. Runs in workerd,
// where the built Worker has the name portal.mjs.
import portal from "./portal.mjs";

export default portal;

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
