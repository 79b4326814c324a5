import type { browserOf } from "#src/domain/browser.ts";
import type { Translate } from "./translator.ts";

/** What a browser is called for people, as far as it is known. */
export const browserName = ({ browser, system }: ReturnType<typeof browserOf>, t: Translate) =>
  browser && system ? t("browsers.named", { browser, system }) : (browser ?? system ?? t("browsers.unnamed"));
