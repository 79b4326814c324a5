import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fixTypography } from "./fix.ts";
import { checkLocales, inWords, languageStatus } from "./locales.ts";

const dir = join(import.meta.dirname, "..");

if (process.argv.includes("--fix")) {
  const languages = JSON.parse(readFileSync(join(dir, "languages.json"), "utf8")) as object;
  for (const file of fixTypography(dir, Object.keys(languages))) console.log(`Typography put right: ${file}`);
}

const findings = checkLocales(dir);
for (const finding of findings) console.log(`${inWords(finding)}\n`);
for (const { code, name, sentences, longTexts, findings: open } of languageStatus(dir, findings))
  console.log(
    `${code}  ${name.padEnd(12)} ${sentences} sentences, ${longTexts} long texts: ${open ? `${open} to mend` : "complete"}`,
  );
process.exitCode = findings.length ? 1 : 0;
