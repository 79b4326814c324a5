import { template } from "./letter.ts";

interface Params {
  key: string;
  days: number;
}

export const signInCodesUsedUp = template("code", ({ key, days }: Params, { t, url }) => ({
  subject: t("emails.sign-in-codes-used-up.subject"),
  lead: t("emails.sign-in-codes-used-up.lead"),
  paragraphs: [
    t("emails.sign-in-codes-used-up.body"),
    t("emails.sign-in-codes-used-up.way", { count: days }),
  ],
  action: { label: t("emails.sign-in-codes-used-up.button"), href: `${url("sign-in")}?key=${key}` },
  why: t("emails.sign-in-codes-used-up.why"),
}));
