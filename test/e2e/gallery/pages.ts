import type { Source } from "#locales/check/find.ts";
import { fileOf, type Snapshot } from "./snapshots.ts";

type Finders = Readonly<Record<string, (seen: string) => Source[]>>;

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 1rem; }
a:focus-visible, summary:focus-visible { outline: 3px solid; }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 1rem; }
iframe { width: 100%; height: 48rem; border: 1px solid #8888; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #8888; padding: .25rem .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.columns { columns: 20rem; }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** The gallery: a list of everything, and for each a page with all languages side by side and the key of each sentence. */
export function pagesOf(all: readonly Snapshot[], languages: readonly string[], finders: Finders) {
  const names = [...new Set(all.map(({ name }) => name))];
  const places: Record<string, string[]> = {};
  const files: Record<string, string> = {};
  names.forEach((name, at) => {
    const own = languages.flatMap((code) =>
      all.filter((each) => each.name === name && each.language === code),
    );
    const link = (to: string | undefined, text: string) =>
      to ? `<a href="${fileOf(to)}.html">${text}</a>` : "";
    const frames = own.map(
      ({ language }) =>
        `<section lang="${language}"><h2>${language}</h2><iframe title="${escaped(name)}, ${language}" src="faces/${fileOf(name)}.${language}.html" loading="lazy"></iframe>${keys(own, language)}</section>`,
    );
    files[`${fileOf(name)}.html`] = page(
      name,
      `<nav><a href="index.html">All</a> ${link(names[at - 1], "Previous")} ${link(names[at + 1], "Next")}</nav><h1>${escaped(name)}</h1><div class="side">${frames.join("")}</div>`,
    );
  });

  /** The sentences of a page with their keys. */
  function keys(own: readonly Snapshot[], language: string): string {
    const { name = "", texts = [] } = own.find((each) => each.language === language) ?? {};
    const rows = [...new Set(texts)].flatMap((text) => {
      const found = finders[language]?.(text) ?? [];
      for (const { key } of found) places[key] = [...new Set([...(places[key] ?? []), name])];
      const where = found
        .slice(0, 3)
        .map(({ key, file, line }) => `<code>${key}</code> ${file}:${line ?? ""}`);
      return found.length ? [`<tr><td>${escaped(text)}</td><td>${where.join("<br>")}</td></tr>`] : [];
    });
    return `<details><summary>Keys</summary><table><tr><th scope="col">Text</th><th scope="col">Key and file</th></tr>${rows.join("")}</table></details>`;
  }

  const items = (of: readonly string[]) =>
    `<ul class="columns">${of.map((name) => `<li><a href="${fileOf(name)}.html">${escaped(name)}</a></li>`).join("")}</ul>`;
  const [mails, faces] = [
    names.filter((name) => name.startsWith("mail ")),
    names.filter((name) => !name.startsWith("mail ")),
  ];
  files["index.html"] = page(
    "Gallery",
    `<h1>Gallery</h1><h2>Pages (${faces.length})</h2>${items(faces)}<h2>E-mails (${mails.length})</h2>${items(mails)}`,
  );
  return { files, places };
}
