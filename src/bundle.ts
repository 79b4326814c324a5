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

/** Leaves that out of the bundle. */
export const withoutUnused = {
  name: "without-unused",
  enforce: "pre" as const,
  resolveId: (name: string) => (unused.includes(name) ? "\0unused" : null),
  load: (id: string) => (id === "\0unused" ? "export default null; export const createClient = null;" : null),
};
