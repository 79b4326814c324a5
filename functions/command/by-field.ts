import { Refusal } from "#src/domain/refusal.ts";
import type { Command } from "./command.ts";
import { needsSession } from "./query.ts";

/** Of several commands the one that a form's field names: `action` has the values of the contract. */
export const byField = (field: string, commands: Readonly<Record<string, Command>>): Command => ({
  by: "people",
  action: Object.values(commands)[0]!.action,
  repeated: Object.values(commands).flatMap(({ repeated = [] }) => repeated),
  run(context, fields, also) {
    needsSession(context);
    const name = fields[field] ?? "";
    if (!Object.hasOwn(commands, name)) throw new Refusal("malformed", "errors.400");
    return commands[name]!.run(context, fields, also);
  },
});
