import type { LinkPurpose } from "../domain/link.ts";
import type { Params, Translate } from "./translator.ts";

/** What waits for somebody, in one line. */
export const taskTitle = (t: Translate, task: { purpose: LinkPurpose; params: object }) =>
  t(`tasks.items.${task.purpose}`, task.params as Params);
