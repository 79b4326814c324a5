import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the server of a directory asks for, and what answers it. */
export interface Credential {
  /** The public key by which the server knows a token. */
  readonly key: string;
  /** May read and write; without it the server answers nothing. */
  readonly token: string;
}

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * The credential of a directory's database, made at its first start and readable by its owner alone: any web page and any
 * user of this machine can reach a port on it.
 */
export function credentialOf(directory: string): Credential {
  const [tokenFile, keyFile] = [join(directory, "token"), join(directory, "token.key")];
  try {
    return { token: readFileSync(tokenFile, "utf8"), key: readFileSync(keyFile, "utf8") };
  } catch {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const statement = `${json({ alg: "EdDSA", typ: "JWT" })}.${json({ a: "rw" })}`;
    const token = `${statement}.${sign(null, Buffer.from(statement), privateKey).toString("base64url")}`;
    const key = publicKey.export({ format: "jwk" }).x!;
    for (const [file, text] of [
      [tokenFile, token],
      [keyFile, key],
    ] as const)
      writeFileSync(file, text, { mode: 0o600 });
    return { token, key };
  }
}
