import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MdastPluginDefinition } from "satteri";
import { legalNames } from "./legal-names.ts";
import { resolve, sentenceIn } from "./references.ts";

const locales = join(import.meta.dirname, "../../locales");

/** Puts in what stands between curly brackets, also of an address. */
export const fill = (text: string, names: Readonly<Record<string, string>>) =>
  text.replace(/(?:\{\{|%7B%7B)(\w+)(?:\}\}|%7D%7D)/gu, (whole, name: string) => names[name] ?? whole);

/** The language in whose folder a long text lies. */
const languageOf = (text: URL | undefined) => (text ? basename(dirname(fileURLToPath(text))) : "");

/** A sentence of a language. */
const sentenceOf = (language: string) => (key: string) => {
  const [area = "", ...rest] = key.split(".");
  const file = join(locales, language, `${area}.json`);
  return existsSync(file)
    ? sentenceIn(JSON.parse(readFileSync(file, "utf8")) as unknown, rest.join("."))
    : undefined;
};

/** For the long texts of `locales/`: puts in the names of the brand, and what is quoted by reference. */
export const longTexts: MdastPluginDefinition = {
  name: "long-texts",
  text: (node, context) => {
    const language = languageOf(context.fileURL);
    context.setProperty(node, "value", fill(resolve(node.value, sentenceOf(language)), legalNames));
  },
  link: (node, context) => context.setProperty(node, "url", fill(node.url, legalNames)),
};
