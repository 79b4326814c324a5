import type { LinkPurpose } from "#src/domain/link.ts";
import type { Params, Translate } from "./translator.ts";

/** What waits for somebody, in one line. */
export const taskTitle = (t: Translate, task: { purpose: LinkPurpose; params: object }) => {
  const params = task.params as Params;
  const item = task.purpose === "answerQuestion" && params["organization"] ? "answerOnRequest" : task.purpose;
  return t(`tasks.items.${item}`, params);
};
