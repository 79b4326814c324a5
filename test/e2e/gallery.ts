import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finder } from "#locales/check/find.ts";
import { readLocales } from "#locales/check/reading/read.ts";
import { ensureBuilt, root } from "#functions/local/build.ts";
import { pagesOf } from "./gallery/pages.ts";
import { snapshots, writeSnapshots } from "./gallery/snapshots.ts";

const directory = join(root, ".data/gallery");
const languages = ["en", "fr", "nl"] as const;

const build = await ensureBuilt();
const all = await snapshots(languages, console.log);
const locales = readLocales(join(root, "locales"));
const finders = Object.fromEntries(languages.map((code) => [code, finder(locales, code).find]));
writeSnapshots(directory, join(build, "client/_astro"), all);
const { files, places } = pagesOf(all, languages, finders);
for (const [name, html] of Object.entries(files)) writeFileSync(join(directory, name), html);
writeFileSync(join(directory, "places.json"), JSON.stringify(places));
cpSync(directory, join(build, "client/dev/gallery"), { recursive: true });
console.log(`${Object.keys(files).length - 1} page states and messages: ${join(directory, "index.html")}`);
