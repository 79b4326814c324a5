import { quotation, template } from "./letter.ts";

interface Params {
  question: string;
  /** Who asks about a request for which place (name null: an agent); absent: an agent, about the registration. */
  asker?: { name: string | null; place: string };
}

export const informationAsked = template("decide", ({ question, asker }: Params, { t, link }) =>
  asker
    ? {
        subject: t("emails.information-asked.request.subject", { place: asker.place }),
        lead:
          asker.name === null
            ? t("emails.information-asked.request.leadByAgent", { place: asker.place })
            : t("emails.information-asked.request.lead", { place: asker.place, name: asker.name }),
        facts: { place: asker.place },
        paragraphs: [quotation(question, asker.name), t("emails.information-asked.request.body")],
        action: { label: t("emails.information-asked.button"), href: link },
        why: t("emails.common.whyRequest", { place: asker.place }),
      }
    : {
        subject: t("emails.information-asked.subject"),
        lead: t("emails.information-asked.lead"),
        paragraphs: [quotation(question), t("emails.information-asked.body")],
        action: { label: t("emails.information-asked.button"), href: link },
        why: t("emails.common.whyRegistration"),
      },
);
