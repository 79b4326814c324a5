import { normalizeEmail } from "#src/domain/email.ts";
import { isLanguage, languages } from "#src/i18n/languages.ts";
import { onThisMachine } from "./loopback.ts";

/** What a value must be, to be read after the name of its setting; null: it is that. */
export type Check = (value: string) => string | null;

const must =
  (what: string, holds: (value: string) => boolean): Check =>
  (value) =>
    holds(value) ? null : `must be ${what}`;

/** The parts of a list with commas. */
export const listed = (text = "") =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);

export const port = must(
  "a port number from 1 to 65535",
  (value) => /^\d{1,5}$/u.test(value) && Number(value) >= 1 && Number(value) <= 65_535,
);

export const ipAddress = must("an address by number, as 0.0.0.0 or ::", (value) =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:]*)$/iu.test(value),
);

export const directory = must("a directory", (value) => !value.includes("\0"));

export const onOff = must("0 or 1", (value) => /^[01]$/u.test(value));

export const language = must(`one of ${languages.map(({ code }) => code).join(", ")}`, isLanguage);

export const timeZone = must("a time zone as Europe/Brussels", (value) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
});

/** What browsers send of themselves is nothing that a proxy has written. */
const ofBrowsers = /^(?:accept.*|authorization|content-.*|cookie|host|origin|referer|sec-.*|user-agent)$/iu;

export const header = must(
  "the name of a header that no browser sends, as X-Real-IP",
  (value) => /^[a-z][a-z0-9-]*$/iu.test(value) && !ofBrowsers.test(value),
);

/** Whether an address holds a name or a password, also one that cannot be read otherwise. */
export const holdsPassword = (value: string) => /\/\/[^/?#]*@/u.test(value);

/** An address of the web without a password; encrypted unless it is on this machine. */
const isSafe = (value: string, encrypted: string, plain: string) =>
  URL.canParse(value) &&
  !holdsPassword(value) &&
  (new URL(value).protocol.match(encrypted) !== null ||
    (new URL(value).protocol.match(plain) !== null && onThisMachine(value)));

export const web = must("an https address without password (http only on this machine)", (value) =>
  isSafe(value, "^https:$", "^http:$"),
);

export const origin = must(
  "an https address (http only on this machine) without path, query or password",
  (value) => web(value) === null && new URL(value).href === `${new URL(value).origin}/`,
);

export const issuer = must(
  "an https address (http only on this machine) without query or password",
  (value) => {
    if (web(value) !== null) return false;
    const { search, hash } = new URL(value);
    return !(search || hash);
  },
);

export const label = must("a name of 1 to 40 characters", (value) => /^[^\p{C}<>]{1,40}$/u.test(value));

/** The claims in a list as `amr=mfa,acr=gold`. */
export const claimsOf = (text = "") =>
  listed(text).map((one) => {
    const [name = "", ...value] = one.split("=");
    return { name, value: value.join("=") };
  });

export const claims = must("acr=… or amr=…, or several with commas", (value) =>
  value.split(",").every((one) => /^(?:acr|amr)=[\u0021-\u007e]+$/u.test(one.trim())),
);

export const libsql = must(
  "a libsql, https or wss address without password (http and ws only on this machine)",
  (value) => isSafe(value, "^(libsql|https|wss):$", "^(http|ws):$"),
);

export const oneWord = must("without spaces", (value) => !/\s/u.test(value));

/** Not one character after another that a hand has held down. */
const isVaried = (value: string) => new Set(value).size >= 8;

export const key = must(
  "32 to 200 characters without spaces, made at random",
  (value) => /^\S{32,200}$/u.test(value) && isVaried(value),
);

export const secrets = must(
  "one secret of 32 characters or more, made at random, or several with commas, all different",
  (value) => {
    const all = value.split(",").map((one) => one.trim());
    return all.every((one) => one.length >= 32 && isVaried(one)) && new Set(all).size === all.length;
  },
);

export const webhookSecret = must("whsec_ and 24 bytes or more in base64", (value) =>
  /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/u.test(value),
);

export const text = must("one line of text", (value) => !/[\u0000-\u001f]/u.test(value));

export const country = must("a country as BE", (value) => {
  try {
    return /^[A-Z]{2}$/u.test(value) && new Intl.DisplayNames("en", { type: "region" }).of(value) !== value;
  } catch {
    return false;
  }
});

export const email = must("an e-mail address", (value) => normalizeEmail(value) !== null);

export const emails: Check = (value) => {
  const wrong = value.split(",").find((address) => !normalizeEmail(address));
  return wrong === undefined
    ? null
    : `must be e-mail addresses with commas between them: “${wrong.trim()}” is none`;
};

export const sender = must("an address, or a name and <address>", (value) => {
  const [, address = value] = /^[^<>\n]+<([^<>]+)>$/u.exec(value) ?? [];
  return normalizeEmail(address) !== null;
});
