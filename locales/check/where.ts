import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { finder, type Source } from "./find.ts";
import { readLocales } from "./reading/read.ts";

/** Where `npm run gallery` has seen each sentence. */
function seenPlaces(dir: string): Readonly<Record<string, readonly string[]>> {
  const path = join(dir, "../.data/gallery/places.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string[]>) : {};
}

/** Sentences by what is seen of them, or by their key, each with where it stands and on which pages it appears. */
export function whereIs(dir: string, wanted: string, only: string | undefined) {
  const locales = readLocales(dir);
  const places = seenPlaces(dir);
  const languages = Object.keys(locales.languages).filter((code) => !only || code === only);
  const byKey = locales.files
    .filter(({ language }) => languages.includes(language))
    .flatMap((file) =>
      [...file.sentences].map(([key, text]): Source => {
        const area = file.name.replace(/\.\w+$/, "");
        return {
          file: file.path,
          line: file.lines.get(key),
          key: key ? `${area}.${key}` : area,
          text: key ? text : "",
        };
      }),
    )
    .filter(({ key }) => key === wanted);
  const found = byKey.length
    ? byKey
    : languages.flatMap((code) => finder(locales, code).find(wanted).slice(0, 12));
  return found.map(({ file, line, key, text }) => ({
    where: `${file}${line ? `:${line}` : ""}  ${key}`,
    text,
    places: places[key] ?? [],
  }));
}
