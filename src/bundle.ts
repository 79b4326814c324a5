import { pathToFileURL } from "node:url";

const computed = /\/src\/domain\/personal-domains\.ts$/u;

/** Puts what a module computes into the bundle, in place of the module and all that it computes from. */
export const computedBefore = {
  name: "computed-before",
  enforce: "pre" as const,
  async load(id: string): Promise<string | null> {
    if (!computed.test(id)) return null;
    const values: object = await import(pathToFileURL(id).href);
    return Object.entries(values)
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
      .join("");
  },
};

/** What a package brings along and the Worker never calls: Resend's reader of letters, and libSQL's own client. */
const unused = ["postal-mime", "@libsql/client/web"];

/** What looks at certificates, which no passkey may bring (`functions/adapters/passkey.ts`): each file exports one function of its name. */
const ofCertificates =
  /\/(verifyAttestation\w+|convertX509PublicKeyToCOSE|getCertificateInfo|isCertRevoked|validateCertificatePath)\.js$/u;

const leftOut = "\0unused:";

/** Leaves that out of the bundle. */
export const withoutUnused = {
  name: "without-unused",
  enforce: "pre" as const,
  resolveId: (name: string) => (unused.includes(name) || ofCertificates.test(name) ? leftOut + name : null),
  load(id: string): string | null {
    if (!id.startsWith(leftOut)) return null;
    const [, name = "createClient"] = ofCertificates.exec(id) ?? [];
    return `export default null; export const ${name} = null;`;
  },
};
