import { template } from "./letter.ts";

export const welcome = template("tell", ({ organization }: { organization: string }, { t, url }) => ({
  subject: t("emails.welcome.subject"),
  lead: t("emails.welcome.lead", { organization }),
  paragraphs: [t("emails.welcome.body"), t("emails.welcome.delay")],
  action: { label: t("emails.welcome.button"), href: url("portal") },
  why: t("emails.common.whyRegistration"),
}));
