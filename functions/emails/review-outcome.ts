import type { ReviewKind } from "#src/domain/review.ts";
import { type Named, quotation, template, withAddress } from "./letter.ts";

type Outcome = { outcome: "appointed" | "approved" | "refused" | "objected" };

interface Params extends Readonly<Outcome> {
  /** What was reviewed. */
  matter: Exclude<ReviewKind, "accessRequest" | "feedback">;
  /** The organization or the domain identifier that was decided on; null: none of those listed was chosen. */
  place: string | null;
  /** The organization asked for, where the agent may have decided on another one. */
  asked?: string | null;
  reason?: string | null;
  /** Of another identifier: the account, and the identifier that it had until now. */
  account?: string;
  was?: string;
  /** The administrator who objected. */
  by?: Named;
  /** Where the reader goes on, without language. */
  address: string;
}

export const reviewOutcome = template("tell", (params: Params, { t, url }) => {
  const { outcome, matter, place, asked = null, reason = null, by, account = "", was = "", address } = params;
  const somewhere = place ?? t("emails.review-outcome.noOrganization");
  const elsewhere = matter === "registration" && outcome === "appointed" && asked !== place;
  // Of the kinds that are told in words of their own, only these two outcomes exist.
  const words =
    matter === "association" || matter === "identifierChange" || matter === "addressLeft"
      ? (`${matter}.${outcome === "refused" ? "refused" : "approved"}` as const)
      : outcome;
  return {
    subject: t(`emails.review-outcome.${words}.subject`, { place: somewhere }),
    lead:
      matter === "identifier"
        ? t(`emails.review-outcome.identifier.${outcome === "refused" ? "refused" : "approved"}`, {
            place: somewhere,
          })
        : t(`emails.review-outcome.${words}.lead`, { place: somewhere, name: by?.name ?? "", account, was }),
    facts: { place, by: by && withAddress(by) },
    paragraphs: [
      ...(elsewhere
        ? [asked ? t("emails.review-outcome.elsewhere", { asked }) : t("emails.review-outcome.found")]
        : []),
      ...(matter === "vacancy" ? [t("emails.review-outcome.vacancy")] : []),
      ...(reason === null ? [] : [t("emails.review-outcome.reason"), quotation(reason, by?.name)]),
      t(`emails.review-outcome.${words}.next`),
    ],
    action: { label: t(`emails.review-outcome.${words}.button`), href: url(address) },
    why:
      matter === "identifierChange"
        ? t("emails.review-outcome.identifierChange.why", { account })
        : matter === "vacancy"
          ? t("emails.review-outcome.why")
          : t("emails.common.whyRegistration"),
  };
});
