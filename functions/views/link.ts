import type { LinkPurpose } from "#src/domain/link.ts";
import type { Query, ViewOf } from "#functions/command/query.ts";
import { matterOf, type matters } from "#functions/matters/matters.ts";
import { unknownLink } from "#functions/matters/own-link.ts";

/** The page of a link: that of the matter which its token names. */
export const linkPage: Query<{ token: string }, ViewOf<(typeof matters)[LinkPurpose]["page"]>> = {
  load: (asked, context) => matterOf(asked.token)?.page.load(asked, context) ?? {},
  async ask(context, asked) {
    const matter = matterOf(asked.token);
    if (!matter) throw unknownLink();
    return matter.page.ask(context, asked);
  },
};
