import type { MdastPluginDefinition } from "satteri";
import { brand } from "#src/brand/brand.ts";

const names: Record<string, string> = {
  portal: brand.portal,
  provider: brand.provider,
  support: brand.support,
};

const fill = (text: string) =>
  text.replace(/(?:\{\{|%7B%7B)(\w+)(?:\}\}|%7D%7D)/gu, (whole, name: string) => names[name] ?? whole);

/** For the long texts of `locales/`: puts in the names of the brand. */
export const longTexts: MdastPluginDefinition = {
  name: "long-texts",
  text: (node, context) => context.setProperty(node, "value", fill(node.value)),
  link: (node, context) => context.setProperty(node, "url", fill(node.url)),
};
