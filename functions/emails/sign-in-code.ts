import { template } from "./letter.ts";

export const signInCode = template("code", ({ minutes }: { minutes: number }, { t, code }) => ({
  subject: t("emails.sign-in-code.subject", { code }),
  lead: t("emails.sign-in-code.lead"),
  code,
  paragraphs: [t("emails.sign-in-code.body", { count: minutes })],
  why: t("emails.sign-in-code.why"),
}));
