import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MdastPluginDefinition } from "satteri";
import { legalNames } from "./legal-names.ts";
import { resolve, sentenceIn } from "./references.ts";

const fill = (text: string) =>
  text.replace(/(?:\{\{|%7B%7B)(\w+)(?:\}\}|%7D%7D)/gu, (whole, name: string) => legalNames[name] ?? whole);

/** A sentence of the language in whose folder a long text lies. */
const beside = (text: URL) => (key: string) => {
  const [area = "", ...rest] = key.split(".");
  const file = join(dirname(fileURLToPath(text)), `${area}.json`);
  return existsSync(file)
    ? sentenceIn(JSON.parse(readFileSync(file, "utf8")) as unknown, rest.join("."))
    : undefined;
};

/** For the long texts of `locales/`: puts in the names of the brand, and what is quoted by reference. */
export const longTexts: MdastPluginDefinition = {
  name: "long-texts",
  text: (node, context) => {
    const { fileURL } = context;
    const quoted = fileURL ? resolve(node.value, beside(fileURL)) : node.value;
    context.setProperty(node, "value", fill(quoted));
  },
  link: (node, context) => context.setProperty(node, "url", fill(node.url)),
};
