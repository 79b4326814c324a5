import type { Command } from "#functions/command/command.ts";
import { needsSession } from "#functions/command/query.ts";
import { matterOf, matters } from "#functions/matters/matters.ts";
import { unknownLink } from "#functions/matters/own-link.ts";

/** The button on a link's page: of the matters' commands the one that the token names. */
export const actOnLink: Command = {
  by: "people",
  action: "link.act",
  repeated: Object.values(matters).flatMap(({ button: { repeated = [] } }) => repeated),
  run(context, fields, also) {
    needsSession(context);
    const matter = matterOf(fields["token"] ?? "");
    if (!matter) throw unknownLink();
    return matter.button.run(context, fields, also);
  },
};
