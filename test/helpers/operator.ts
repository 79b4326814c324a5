import { demoOperator } from "#src/settings/operator.ts";

/** What a portal for others says of whoever runs it: here as in the examples. */
export const operatorSettings = demoOperator as Readonly<Record<string, string>>;
