import type { Body, Letter } from "./letter.ts";

/** The message as plain text. */
export function asText(
  { lead, code, paragraphs = [], action, why, choices = [] }: Body,
  { t, to }: Letter,
): string {
  return [
    to.name ? t("emails.common.greeting", { name: to.name }) : t("emails.common.greetingUnknown"),
    lead,
    ...(code ? [code] : []),
    ...paragraphs
      .map((one) => (typeof one === "string" ? one : one.map((line) => `- ${line}`).join("\n")))
      .filter(Boolean),
    ...(action ? [`${action.label}\n${action.href}`] : []),
    "—",
    why,
    ...choices.map(({ label, href }) => `${label}\n${href}`),
    t("emails.common.questions"),
    t("emails.common.language"),
    t("emails.common.signature"),
  ].join("\n\n");
}
