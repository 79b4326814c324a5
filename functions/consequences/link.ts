import { limits } from "#src/domain/limits.ts";
import type { LinkPurpose } from "#src/domain/link.ts";
import { type Consequences, tell, together, write } from "#functions/command/consequences.ts";
import type { Context } from "#functions/context/context.ts";
import { issueLink } from "#functions/context/links.ts";
import type { Reader } from "#functions/emails/letter.ts";
import type { ParamsOf, Template } from "#functions/emails/templates.ts";

interface Sent {
  readonly purpose: LinkPurpose;
  /** The one person who can act on it. */
  readonly to: Reader;
  readonly subjectId: string;
  /** Milliseconds; by default as long as links live that wait for a person. */
  readonly lifetime?: number;
}

/** A new link, and the message that carries it to the person whom it is for. */
export function sendLink<T extends Template>(
  { purpose, to, subjectId, lifetime = limits.lastingLink.lifetime }: Sent,
  template: T,
  params: ParamsOf<T>,
  context: Context,
): Consequences {
  const link = issueLink({ purpose, email: to.email, subjectId, lifetime }, context);
  return together(write(link.write), tell(template, to, params, { linkId: link.id }));
}
