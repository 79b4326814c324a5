import type { Context } from "./context.ts";

/** EdDSA, ES256 and RS256, by their numbers at IANA. */
export const algorithms = [-8, -7, -257];

/** For which host a passkey is made: it is shown to no other. */
export const passkeyHost = ({ settings }: Pick<Context, "settings">) => new URL(settings.url).hostname;
