import type { Context as HonoContext } from "hono";
import type { Meter } from "#db/client.ts";
import type { Refusal } from "#src/domain/refusal.ts";
import type { Language } from "#src/i18n/translator.ts";
import type { Context } from "#functions/context/context.ts";
import type { Noted } from "#functions/context/log.ts";
import type { Bindings, Settings } from "#functions/context/env.ts";
import type { Taken } from "./request-budget.ts";
import type { UnderWay } from "./under-way.ts";

/** One request and its answer, as the routes see it. */
export interface Env {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    noted: Noted;
    settings: Settings;
    meter: Meter;
    language: Language;
    context: Context;
    /** The place that it takes, once it has one. */
    place?: UnderWay;
    /** What the request counts for. */
    counted?: readonly Taken[];
    /** The form as it was sent: shown again when something is refused or away. */
    fields?: Readonly<Record<string, string>>;
    /** Why it was refused, where the answer is no error. */
    refused?: Refusal | string;
  };
}

export type Exchange = HonoContext<Env>;
