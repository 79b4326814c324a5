import type { Command } from "#functions/command/command.ts";
import { buttonOf } from "./button.ts";
import type { Definition, LinkLoad } from "./definition.ts";
import { pageOf } from "./page.ts";

/** What waits behind a link of one purpose, as a page and as the command of its button. */
export function matter<L extends LinkLoad, View extends { readonly face: string }>(
  definition: Definition<L, View>,
) {
  const button: Command = buttonOf(definition);
  return { page: pageOf(definition), button };
}
