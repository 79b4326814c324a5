import { limits } from "#src/domain/limits.ts";
import { thingName } from "#src/domain/thing-name.ts";

/** The name of a collector's key as it was typed, made clean, and what is wrong with it. */
export const collectorName = (typed: string) => thingName(typed, limits.collector.name, "collector.errors");
