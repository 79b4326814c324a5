import type { Body, Letter } from "./letter.ts";

export const signInCode = ({ minutes }: { minutes: number }, { t, code }: Letter): Body => ({
  subject: t("emails.sign-in-code.subject", { code }),
  lead: t("emails.sign-in-code.lead"),
  code,
  paragraphs: [t("emails.sign-in-code.body", { count: minutes })],
  why: t("emails.sign-in-code.why"),
});
