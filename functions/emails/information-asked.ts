import { type Named, quotation, template, withAddress } from "./letter.ts";

interface Params {
  question: string;
  /** Who asks about a request for which place (null: an agent); absent: an agent, about the registration. */
  asker?: { by: Named | null; place: string };
}

export const informationAsked = template("decide", ({ question, asker }: Params, { t, link }) =>
  asker
    ? {
        subject: t("emails.information-asked.request.subject", { place: asker.place }),
        lead:
          asker.by === null
            ? t("emails.information-asked.request.leadByAgent", { place: asker.place })
            : t("emails.information-asked.request.lead", { place: asker.place, name: asker.by.name }),
        facts: { place: asker.place, by: asker.by && withAddress(asker.by) },
        paragraphs: [quotation(question, asker.by?.name), t("emails.information-asked.request.body")],
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
