import { type Body, isQuotation, type Letter, linesOf, type Quotation } from "./letter.ts";

/** As in any answer by e-mail; below it, whose words they are. */
const quoted = ({ quoted: words, by }: Quotation) =>
  [...words.split("\n").map((line) => `> ${line}`), `— ${by}`].join("\n");

/** The message as plain text. */
export function asText(
  { lead, code, facts = {}, paragraphs = [], action, why, choices = [] }: Body,
  { t, to }: Letter,
): string {
  return [
    to.name ? t("emails.common.greeting", { name: to.name }) : t("emails.common.greetingUnknown"),
    lead,
    ...(code ? [code] : []),
    linesOf(facts, t)
      .map(([label, value]) => t("emails.common.fact", { label, value }))
      .join("\n"),
    ...paragraphs.map((one) =>
      isQuotation(one)
        ? quoted(one)
        : typeof one === "string"
          ? one
          : one.map((line) => `- ${line}`).join("\n"),
    ),
    ...(action ? [`${action.label}\n${action.href}`] : []),
    "—",
    why,
    ...choices.map(({ label, href }) => `${label}\n${href}`),
    t("emails.common.questions"),
    t("emails.common.language"),
    t("emails.common.signature"),
  ]
    .filter(Boolean)
    .join("\n\n");
}
