import { figures } from "#db/queries/metrics.ts";
import { sameText } from "#functions/context/secrets.ts";
import { bearerOf } from "#functions/http/bearer.ts";
import type { Exchange } from "#functions/http/exchange.ts";
import { tallied } from "#functions/http/tally.ts";
import { version } from "#functions/http/version.ts";

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/**
 * Counters in OpenMetrics text, for whoever has the key (functions/OPERATING.md, Counters). What the database has is of the
 * whole portal; requests are those of the instance that answers.
 */
export async function metrics(exchange: Exchange) {
  const { settings, context } = exchange.var;
  if (!settings.metricsKey) return exchange.notFound();
  if (!sameText(bearerOf(exchange) ?? "", settings.metricsKey)) {
    exchange.header("WWW-Authenticate", "Bearer");
    exchange.set("refused", "unknownKey");
    return exchange.text("", 401);
  }
  const found = await context.database.read(figures(context.realNow, context.now));
  return exchange.body(text(found, context), 200, {
    "Content-Type": "application/openmetrics-text; version=1.0.0; charset=utf-8",
  });
}

type Found = {
  readonly [K in keyof ReturnType<typeof figures>]: ReturnType<typeof figures>[K]["_"]["result"];
};

function text(found: Found, { realNow }: Exchange["var"]["context"]): string {
  const { instance, requests } = tallied();
  const { audit, jobs, messages, unreported, rest, tries, reviews, calls, unsealed, written, loads } = found;
  const secondsSince = (at: number, present: number) => Math.max(0, (present - at) / 1000);
  return [
    ...family("info", "portal", "The portal that answers.", [[{ version }, 1]]),
    ...family(
      "counter",
      "portal_requests",
      "Requests that this instance has answered; others have counts of their own.",
      requests.map(({ what, times }) => [{ ...what, instance }, times]),
    ),
    ...family(
      "counter",
      "portal_audit_events",
      "Audit events, by action and kind of refusal; those of the last minute may lack.",
      audit.map(({ action, refusal, times }) => [{ action, refusal }, times]),
    ),
    ...family("gauge", "portal_audit_unsealed", "Audit events that are not sealed yet.", [
      [{}, unsealed[0]?.many ?? 0],
    ]),
    ...family(
      "gauge",
      "portal_tries_last_hour",
      "Tries that are limited, by kind: codes asked for, wrong codes, numbers that did not fit.",
      tries.map(({ kind, many }) => [{ kind }, many]),
    ),
    ...family(
      "gauge",
      "portal_messages",
      "Messages that wait or did not arrive, by state.",
      messages.map(({ state, many }) => [{ state }, many]),
    ),
    ...family(
      "gauge",
      "portal_messages_late_seconds",
      "How long the oldest message that waits is overdue.",
      messages.flatMap(({ state, dueAt }) =>
        state === "queued" ? [[{}, secondsSince(dueAt, realNow)]] : [],
      ),
    ),
    ...family(
      "gauge",
      "portal_messages_unreported",
      "Messages that left over an hour ago and of which the e-mail provider has reported nothing, 500 at most.",
      [[{}, unreported[0]?.many ?? 0]],
    ),
    ...family(
      "gauge",
      "portal_mail_resting_seconds",
      "For how long no message has left, by order or in trouble.",
      [[{}, rest[0] ? secondsSince(rest[0].since, realNow) : 0]],
    ),
    ...family(
      "gauge",
      "portal_provisioning",
      "Changes of access that the provider's tools have not heard of.",
      [[{}, calls[0]?.many ?? 0]],
    ),
    ...family("gauge", "portal_reviews_open", "Reviews that wait for an agent, or for an answer.", [
      [{}, reviews[0]?.many ?? 0],
    ]),
    ...family("gauge", "portal_reviews_late", "Those of them that are past their time.", [
      [{}, reviews[0]?.late ?? 0],
    ]),
    ...family(
      "counter",
      "portal_job_runs",
      "Runs of scheduled work in which something was due.",
      jobs.map(({ name, runs }) => [{ job: name }, runs]),
    ),
    ...family(
      "counter",
      "portal_job_failures",
      "Runs that ended before their end.",
      jobs.map(({ name, failures }) => [{ job: name }, failures]),
    ),
    ...family(
      "counter",
      "portal_job_items",
      "What was due and was tried.",
      jobs.map(({ name, items }) => [{ job: name }, items]),
    ),
    ...family(
      "gauge",
      "portal_job_ended_seconds",
      "How long ago scheduled work has ended.",
      jobs.map(({ name, at }) => [{ job: name }, secondsSince(at, realNow)]),
    ),
    ...family(
      "gauge",
      "portal_import_seconds",
      "How long ago a file of an import was loaded last.",
      loads.map(({ file, at }) => [{ file }, secondsSince(at, realNow)]),
    ),
    ...family(
      "gauge",
      "portal_written_seconds",
      "How long ago the health check has written to the database.",
      written.map(({ at }) => [{}, secondsSince(at, realNow)]),
    ),
    "# EOF",
    "",
  ].join("\n");
}

const suffix = { counter: "_total", gauge: "", info: "_info" } as const;

/** All values of one name, as OpenMetrics writes them. */
const family = (type: keyof typeof suffix, name: string, help: string, samples: readonly Sample[]) => [
  `# TYPE ${name} ${type}`,
  `# HELP ${name} ${help}`,
  ...samples.map(([labels, value]) => {
    const written = Object.entries(labels).map(([label, said]) => `${label}=${JSON.stringify(said)}`);
    return `${name}${suffix[type]}${written.length ? `{${written.join(",")}}` : ""} ${value}`;
  }),
];
