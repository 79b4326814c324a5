import { type Body, isQuotation, type Letter, type Quotation } from "./letter.ts";

/** As in any answer by e-mail; below it, whose words they are. */
const quoted = ({ quoted: words, by }: Quotation) =>
  [...words.split("\n").map((line) => `> ${line}`), ...(by ? [`— ${by}`] : [])].join("\n");

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
      .map((one) =>
        isQuotation(one)
          ? quoted(one)
          : typeof one === "string"
            ? one
            : one.map((line) => `- ${line}`).join("\n"),
      )
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
