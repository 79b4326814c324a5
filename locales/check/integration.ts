import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { AstroIntegration } from "astro";
import { check } from "./locales.ts";
import { readText } from "./reading/bytes.ts";
import { parse } from "./reading/json.ts";
import { ownLanguage, voiceIn } from "./report.ts";
import { fatal, served } from "./served.ts";

const dir = join(import.meta.dirname, "..");

/** The path of a module below `locales/`; null for any other. */
function below(id: string): string | null {
  const path = relative(dir, id.split("?", 1)[0] ?? "");
  return path.startsWith("..") ? null : path.split(sep).join("/");
}

/** What the code gets of a language's file: nothing of what is left out, or cannot be read. */
function contentOf(path: string, leftOut: boolean): string | null {
  const empty = path.endsWith(".json") ? "{}" : "#";
  if (leftOut) return empty;
  const { text, findings } = readText(join(dir, path), path);
  if (text === null || (path.endsWith(".json") && parse(text, path).broken.length)) return empty;
  return findings.length ? text : null;
}

/** A module of JSON as text, without what only editors need. */
const asText = (json: string) => `export default ${JSON.stringify(JSON.stringify(JSON.parse(json)))};`;

/** Complete languages or none: the code sees those that are served, and is told which may have holes. */
function languagesPlugin(local: boolean) {
  const say = voiceIn(ownLanguage(process.env));
  let now = served(check(dir), local);
  return {
    name: "complete-languages",
    enforce: "pre" as const,
    buildStart() {
      const checked = check(dir);
      const stops = fatal(checked);
      if (stops.length) throw new Error(`locales/\n\n${say.report(stops, 12).join("\n")}`);
      now = served(checked, local);
    },
    load(id: string): string | null {
      const path = below(id);
      if (path === "languages.json") {
        const list = JSON.parse(readFileSync(join(dir, path), "utf8")) as Record<string, object>;
        const kept = now.filter(({ leftOut }) => !leftOut);
        return JSON.stringify(
          Object.fromEntries(
            kept.map(({ code, draft }) => [code, { ...list[code], ...(draft && { draft }) }]),
          ),
        );
      }
      const own =
        path && /^[^/]+\/[^/]+\.(?:json|md)$/.test(path)
          ? now.find(({ code }) => path.startsWith(`${code}/`))
          : null;
      if (!path || !own) return null;
      const content = contentOf(path, own.leftOut);
      return id.endsWith("?raw") ? asText(content ?? readFileSync(join(dir, path), "utf8")) : content;
    },
    handleHotUpdate({ file, server }: HotUpdate) {
      if (below(file) === null) return;
      now = served(check(dir), local);
      const list = server.moduleGraph.getModulesByFile(join(dir, "languages.json"));
      for (const module of list ?? []) server.moduleGraph.invalidateModule(module);
    },
  };
}

/** As much of Vite's as is needed here. */
interface HotUpdate {
  readonly file: string;
  readonly server: {
    readonly moduleGraph: {
      getModulesByFile(file: string): ReadonlySet<object> | undefined;
      invalidateModule(module: object): void;
    };
  };
}

/** Says at each build which languages it has, and why one is missing. */
export const completeLanguages = (local: boolean): AstroIntegration => ({
  name: "complete-languages",
  hooks: {
    "astro:config:setup": ({ updateConfig, logger }) => {
      const { line } = voiceIn(ownLanguage(process.env));
      const checked = check(dir);
      for (const { code, errors, leftOut } of served(checked, local)) {
        const draft = checked.locales.languages[code]?.draft;
        if (leftOut && !draft) logger.error(line("leftOut", { language: code, count: String(errors) }));
        else if (leftOut) logger.warn(line("draftOut", { language: code }));
      }
      updateConfig({ vite: { plugins: [languagesPlugin(local)] } });
    },
  },
});
