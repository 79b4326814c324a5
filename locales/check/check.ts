import { join } from "node:path";
import { accept } from "./consent.ts";
import { fixTypography } from "./fix.ts";
import { whereIs } from "./where.ts";
import { check, holds, isError, languageOf, languageStatus } from "./locales.ts";
import { readOptions } from "./options.ts";
import { publish } from "./publish.ts";
import { voiceIn } from "./report.ts";
import { confirm } from "./sources.ts";

const dir = join(import.meta.dirname, "..");
const options = readOptions(process.argv.slice(2), process.env);
const { line, report } = voiceIn(options.speak);
const stop = (text: string): never => {
  console.error(text);
  process.exit(1);
};

if (options.unknown) stop(line("unknownOption", options.unknown));
if (options.fix) for (const file of fixTypography(dir)) console.log(line("fixed", { file }));
if (options.accept) {
  takeNote(options.accept);
  process.exit();
}
if (options.done !== undefined) {
  const count = confirm(dir, check(dir).locales, options.done);
  console.log(
    count ? line("confirmed", { count: String(count) }) : line("unknownKey", { key: options.done }),
  );
  process.exit(count ? 0 : 1);
}
if (options.publish !== undefined) {
  const files = publish(dir, Object.keys(check(dir).locales.languages), options.publish);
  console.log(
    files.map((file) => line("published", { file })).join("\n") ||
      line("noVersions", { name: options.publish }),
  );
  process.exit(files.length ? 0 : 1);
}
if (options.find !== undefined) {
  const found = whereIs(dir, options.find, options.language);
  console.log(
    found
      .map(({ where, text, places }) =>
        [
          where,
          `    ${text}`,
          ...(places.length
            ? [
                `    ${line("usedOn", { places: [...places.slice(0, 12), ...(places.length > 12 ? [`… (${places.length})`] : [])].join(", ") })}`,
              ]
            : []),
        ].join("\n"),
      )
      .join("\n\n") || line("nothingFound"),
  );
  process.exit(found.length ? 0 : 1);
}

const checked = check(dir);
const { open, accepted, atMost } = checked;
const shown = options.language ? open.filter((each) => languageOf(each) === options.language) : open;
for (const text of report(shown, options.all ? Infinity : 12)) console.log(text);
for (const { code, name, draft, findings, ...status } of languageStatus(checked)) {
  const counts = line("sentences", {
    sentences: String(status.sentences),
    longTexts: String(status.longTexts),
  });
  const state = findings ? line("toMend", { count: String(findings) }) : line("complete");
  console.log(`${code}  ${name.padEnd(12)} ${counts}: ${state}${draft ? ` (${line("draft")})` : ""}`);
}
const warnings = open.filter((each) => !isError(each)).length;
console.log(
  line("open", { open: String(warnings), atMost: String(atMost), accepted: String(accepted.length) }),
);
if (!holds(checked)) {
  if (warnings > atMost) console.log(line("grown"));
  process.exitCode = 1;
}

/** Accepts the warnings of a rule at a key, for a reason. */
function takeNote({ key, rule, why }: { key: string; rule: string; why: string }) {
  const { open, accepted } = check(dir);
  if (why.trim().length < 10) stop(line("noReason"));
  if (isError({ rule })) stop(line("isError", { rule }));
  const isIt = (each: (typeof open)[number]) =>
    [each.key, `${each.file} ${each.key ?? ""}`.trim(), `${each.file}:${each.line}`, "all"].includes(key);
  const chosen = open.filter((each) => each.rule === rule && isIt(each) && !isError(each));
  if (!chosen.length) stop(line("noSuchWarning", { key, rule }));
  accept(dir, chosen, why, [...open, ...accepted]);
  for (const { file, key = "", rule } of chosen)
    console.log(line("accepted", { key: `${file} ${key}`, rule }));
}
