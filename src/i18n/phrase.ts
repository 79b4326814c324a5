import type { Phrase } from "#src/domain/act.ts";
import type { Translate } from "./translator.ts";

/** A phrase in words, with what stands in it. */
export const phrase = (t: Translate, { key, params = {} }: Phrase): string =>
  t(
    key,
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === "object" ? phrase(t, value) : value,
      ]),
    ),
  );
