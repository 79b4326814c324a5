import type { Message } from "#src/domain/refusal.ts";
import { translator, type Language, type MessageKey } from "#src/i18n/translator.ts";

/** The words of a refusal, whose key the domain holds as a plain string. */
export const say = (language: Language, { key, params }: Message) =>
  translator(language)(key as MessageKey, params);

/** The ids of what describes a field: its hint, its tick, its error. */
export const describedBy = (name: string, parts: { hint?: unknown; holds?: unknown; error?: unknown }) =>
  Object.entries(parts)
    .filter(([, present]) => present)
    .map(([part]) => `${name}-${part}`)
    .join(" ") || undefined;
