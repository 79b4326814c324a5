import { parseArgs } from "node:util";
import { importFiles } from "./files.ts";

export interface Asked {
  readonly directory: string;
  /** Says what would change and changes nothing. */
  readonly isRehearsal: boolean;
  /** Files that are the whole truth: what they do not hold is removed. */
  readonly replace: ReadonlySet<string>;
  /** Where rejected rows are written as well. */
  readonly report: string | undefined;
}

export const usage = `Usage: npm run import -- DIR [--dry-run] [--replace FILE]… [--report FILE]
DIR holds any of ${importFiles.map(({ name }) => name).join(", ")}.
--dry-run       says what would change and changes nothing
--replace FILE  one of these files: also removes what it no longer holds
--report FILE   writes the rejected rows there, too`;

/** What the command line asks for, or what is wrong with it. npm keeps a \`--dry-run\` before \`--\` for itself and says so. */
export function asked(args: string[], env: NodeJS.ProcessEnv = process.env): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        replace: { type: "string", multiple: true, default: [] },
        report: { type: "string" },
      },
    });
    const [directory, ...others] = positionals;
    const unknown = values.replace.filter((file) => !importFiles.some(({ name }) => name === file));
    if (!directory) return usage;
    if (others.length) return `One directory, please: ${others.join(", ")} is one too many.\n${usage}`;
    if (unknown.length) return `${unknown.join(", ")} cannot be replaced.\n${usage}`;
    return {
      directory,
      isRehearsal: values["dry-run"] || env.npm_config_dry_run === "true",
      replace: new Set(values.replace),
      report: values.report,
    };
  } catch (error) {
    return `${(error as Error).message.split(". ")[0]!}.\n${usage}`;
  }
}
