import type { Message } from "#src/domain/refusal.ts";
import type { Translate } from "#src/i18n/translator.ts";

/** The words of a refusal. */
export const say = (t: Translate, { key, params }: Message) => t(key, params);

/** The ids of what describes a field: its hint, its tick, its error. */
export const describedBy = (name: string, parts: { hint?: unknown; holds?: unknown; error?: unknown }) =>
  Object.entries(parts)
    .filter(([, present]) => present)
    .map(([part]) => `${name}-${part}`)
    .join(" ") || undefined;
