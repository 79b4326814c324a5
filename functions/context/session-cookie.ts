import { keyFor } from "./keys.ts";

/** The cookie that keeps a session: better-auth checks it, the portal renews and forgets it. */
export const sessionCookie = (secure: boolean) => ({
  name: secure ? "__Host-session" : "session",
  attributes: { path: "/", httpOnly: true, secure, sameSite: "Lax" } as const,
});

/** What signs it: better-auth takes text. */
export const sessionSecret = (secret: string) => keyFor(secret, "session").toString("base64url");
