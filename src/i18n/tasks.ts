import type { LinkPurpose } from "../domain/link.ts";
import type { Translate } from "./translator.ts";

/** What waits for somebody, in one line. */
export const taskTitle = (
  t: Translate,
  { purpose, organization }: { purpose: LinkPurpose; organization: string },
) => t(`tasks.items.${purpose}`, { organization });
