import { limits } from "#src/domain/limits.ts";
import { template } from "./letter.ts";

interface Params {
  /** Messages that ask the reader to decide or answer, and those that tell of a change. */
  toDecide: number;
  toKnow: number;
}

/** In place of all the messages of a day that were too many: no word that others have typed (SECURITY.md 11). */
export const summary = template("tell", ({ toDecide, toKnow }: Params, { t, url }) => ({
  subject: t("emails.summary.subject", { count: toDecide + toKnow }),
  lead: t("emails.summary.lead", { count: toDecide + toKnow }),
  paragraphs: [
    ...(toDecide ? [t("emails.summary.toDecide", { count: toDecide })] : []),
    ...(toKnow ? [t("emails.summary.toKnow", { count: toKnow })] : []),
  ],
  action: {
    label: t(`emails.summary.${toDecide ? "button" : "buttonPortal"}`),
    href: url(toDecide ? "tasks" : "portal"),
  },
  why: t("emails.summary.why", { count: limits.mail.toOne }),
}));
