import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keyFor, type KeyUse, keyUses } from "#functions/context/keys.ts";
import { codeHash, isTag, linkToken, seal, tag, unseal } from "#functions/context/secrets.ts";
import { sessionSecret } from "#functions/context/session-cookie.ts";

const secret = "a secret of the tests with 32 characters or more";
const uses = Object.keys(keyUses) as KeyUse[];

test("each use has a key of its own, which is not the secret", () => {
  const keys = uses.map((use) => keyFor(secret, use).toString("base64url"));

  expect(new Set([...keys, secret]).size).toBe(uses.length + 1);
  expect(keyFor(`${secret}.`, "link")).not.toEqual(keyFor(secret, "link"));
});

test("nothing is signed by the secret itself", () => {
  const bySecret = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");
  const link = { purpose: "confirmAddress", id: "1", nonce: "2" } as const;

  expect(linkToken(secret, link)).not.toContain(bySecret("link|confirmAddress|1|2"));
  expect(codeHash(secret, "123456")).not.toBe(bySecret("code|123456"));
  expect(sessionSecret(secret)).not.toBe(secret);
});

test("what is signed or encrypted for one use holds for no other", () => {
  const sealed = seal([secret], "draft", "a text");

  expect(isTag([secret], "operation", "a text", tag([secret], "unsubscribe", "a text"))).toBe(false);
  expect([unseal([secret], "address", sealed), unseal([secret], "draft", sealed)]).toEqual([null, "a text"]);
});

test("the inventory of keys names each of them", () => {
  const inventory = readFileSync(join(import.meta.dirname, "../../SECURITY.md"), "utf8");
  const rows = [...inventory.matchAll(/^\| `([\w ]+)` +\| ([^|]+?) +\| (?:HMAC|AES)/gmu)];

  expect(Object.fromEntries(rows.map(([, use, meaning]) => [use, meaning]))).toEqual(keyUses);
});
