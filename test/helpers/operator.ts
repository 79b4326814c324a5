import { builtIn } from "#src/settings/operator.ts";
import { settings } from "#src/settings/settings.ts";

/** What a portal for others says of whoever runs it: here as in the examples. */
export const operatorSettings: Readonly<Record<string, string>> = Object.fromEntries(
  builtIn({}).map(([name]) => [name, settings[name].example]),
);
