import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { Answer } from "./visitor.ts";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
const base64url = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");

type Said = number | string | Uint8Array | readonly unknown[] | Map<number | string, unknown>;

/** CBOR of what an authenticator says: small numbers, text, bytes, lists and maps of these. */
function cbor(value: Said): Buffer {
  const head = (major: number, count: number) =>
    count < 24
      ? Buffer.from([(major << 5) | count])
      : count < 256
        ? Buffer.from([(major << 5) | 24, count])
        : Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (!(value instanceof Map))
    return Buffer.concat([head(4, value.length), ...value.map((one) => cbor(one as Said))]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one as Said)]),
  ]);
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
}

/** What a page tells the browser to do with a passkey. */
export function optionsOn(page: Answer): Options {
  const [form] = page.find("passkey-form");
  const told = form?.attributes["data-options"] ?? "";
  return JSON.parse(
    told.replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&amp;", "&"),
  ) as Options;
}

/** A device that makes one passkey and shows it, with whatever an attacker would like to be different. */
export function authenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(16);
  let counter = 0;
  const data = (rpId: string, flags: number, attested: Uint8Array = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, attested]);
  };
  const client = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const shared = { id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} };
  return {
    create(
      { challenge, rp }: Options,
      { from = origin, verified = true, format = "none", statement = new Map<string, unknown>() } = {},
    ) {
      const key = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(key)]);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ["fmt", format],
          ["attStmt", statement],
          ["authData", data(rp!.id, verified ? 0x45 : 0x41, attested)],
        ]),
      );
      const clientDataJSON = base64url(client("webauthn.create", challenge, from));
      return JSON.stringify({
        ...shared,
        response: {
          clientDataJSON,
          attestationObject: base64url(attestationObject),
          transports: ["internal"],
        },
      });
    },
    get({ challenge, rpId }: Options, { from = origin, verified = true, host = rpId! } = {}) {
      counter += 1;
      const authenticatorData = data(host, verified ? 0x05 : 0x01);
      const clientData = client("webauthn.get", challenge, from);
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(clientData)]), privateKey);
      return JSON.stringify({
        ...shared,
        response: {
          clientDataJSON: base64url(clientData),
          authenticatorData: base64url(authenticatorData),
          signature: base64url(signature),
        },
      });
    },
  };
}

export type Authenticator = ReturnType<typeof authenticator>;
