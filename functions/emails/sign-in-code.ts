import type { browserOf } from "#src/domain/browser.ts";
import { browserName } from "#src/i18n/browsers.ts";
import { template } from "./letter.ts";

type Params = ReturnType<typeof browserOf> & { minutes: number; at: number };

/** The code stands in the body only: subjects are shown on locked screens. */
export const signInCode = template("code", ({ minutes, at, ...own }: Params, { t, formats, code }) => ({
  subject: t("emails.sign-in-code.subject"),
  lead: t("emails.sign-in-code.lead"),
  code,
  facts: { asked: formats.dateTime(at), browser: browserName(own, t) },
  paragraphs: [t("emails.sign-in-code.body", { count: minutes }), t("emails.sign-in-code.asked")],
  why: t("emails.sign-in-code.why"),
}));
