import { limits } from "#src/domain/limits.ts";
import type { Context } from "./context.ts";
import type { Settings } from "./env.ts";

const { idle, idleOfAgent, longest, recordedAfter } = limits.session;

/** How long the session of this person goes on without use. */
export const idleOf = ({ agents }: Pick<Settings, "agents">, email: string) =>
  agents.includes(email) ? idleOfAgent : idle;

interface Used {
  readonly email: string;
  readonly sessionStartedAt: number;
  readonly sessionUsedAt: number;
}

/** Until when a session goes on that is used now; undefined as long as its last use is on record well enough. */
export function sessionUntil(
  { email, sessionStartedAt, sessionUsedAt }: Used,
  { settings, realNow }: Pick<Context, "settings" | "realNow">,
): number | undefined {
  if (realNow - sessionUsedAt < recordedAfter) return undefined;
  return Math.min(realNow + idleOf(settings, email), sessionStartedAt + longest);
}
