import { memoryAdapter } from "better-auth/adapters/memory";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { emailOTP } from "better-auth/plugins/email-otp";
import type { SignInRows } from "#db/queries/sign-in.ts";
import { limits } from "#src/domain/limits.ts";
import type { Settings } from "#functions/context/env.ts";
import { boundTo } from "#db/code-identifier.ts";
import { codeHash } from "#functions/context/secrets.ts";
import { sessionBrowser } from "#functions/context/session-browser.ts";
import { sessionCookie, sessionSecret } from "#functions/context/session-cookie.ts";

interface Options {
  readonly settings: Settings;
  /** What it finds, and changes in place: none of it is the database's before somebody writes it. */
  readonly rows: SignInRows;
  /** Of the asking browser: it finds its own codes and no other. */
  readonly mark: string;
  /** How long the session goes on without use, in milliseconds. */
  readonly idle: number;
}

const { length, lifetime, tries } = limits.signInCode;
const seconds = (milliseconds: number) => milliseconds / 1000;

/**
 * better-auth, for sign-in by code and for sessions and nothing else. It decides in memory: each of its statements would be a trip.
 * Its own limiter is off: ours counts.
 */
export function authentication({ settings, rows, mark, idle }: Options) {
  const { secure, secrets, url } = settings;
  return betterAuth({
    baseURL: url,
    secret: sessionSecret(secrets[0]),
    database: memoryAdapter(rows),
    user: {
      modelName: "person",
      additionalFields: { language: { type: "string", required: false, input: true } },
    },
    session: {
      expiresIn: seconds(idle),
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { country: { type: "string", required: false, input: false } },
    },
    databaseHooks: {
      session: {
        create: {
          before: (_, request) => Promise.resolve({ data: sessionBrowser(request?.headers, settings) }),
        },
      },
    },
    verification: {
      disableCleanup: true,
      storeIdentifier: { hash: (identifier) => Promise.resolve(boundTo(mark, identifier)) },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => crypto.randomUUID() },
      cookies: { session_token: sessionCookie(secure) },
    },
    plugins: [
      emailOTP({
        otpLength: length,
        expiresIn: seconds(lifetime),
        allowedAttempts: tries,
        storeOTP: { hash: (code: string) => Promise.resolve(codeHash(secrets[0], code)) },
        // Our own use case writes the code and its message in one batch.
        sendVerificationOTP: () => Promise.resolve(),
      }),
    ],
  });
}

/** Why better-auth refused: its code, or null when something else went wrong. */
export const refusedBecause = (error: unknown): string | null =>
  error instanceof APIError ? String(error.body?.code ?? "") : null;
