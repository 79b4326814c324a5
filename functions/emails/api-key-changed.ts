import type { Scope } from "#src/domain/api/scope.ts";
import { type Named, template, withAddress } from "./letter.ts";

interface Params {
  change: "created" | "ended" | "expiring";
  /** What the system is called, and which agent did it; nobody did what comes by itself. */
  name: string;
  by?: Named;
  scopes: readonly Scope[];
  /** Of one that has not ended: when it ends by itself. */
  until?: number;
}

export const apiKeyChanged = template(
  "tell",
  ({ change, name, by, scopes, until }: Params, { t, formats, url }) => ({
    subject: t(`emails.api-key-changed.${change}.subject`),
    lead: t(`emails.api-key-changed.${change}.lead`, {
      name,
      by: by?.name ?? "",
      date: until === undefined ? "" : formats.date(until),
    }),
    facts: { by: by && withAddress(by) },
    paragraphs: [
      ...(change !== "ended"
        ? [t("emails.api-key-changed.may"), scopes.map((scope) => t(`apiKeys.scopes.${scope}`))]
        : []),
      t(`emails.api-key-changed.${change}.next`),
    ],
    action: { label: t("emails.api-key-changed.button"), href: url("keys") },
    why: t("emails.review-waiting.why"),
  }),
);
