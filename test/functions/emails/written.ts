import { asHtml } from "#functions/emails/layout.tsx";
import type { Letter, MessageTemplate } from "#functions/emails/letter.ts";
import { templates } from "#functions/emails/templates.ts";
import { asText } from "#functions/emails/text.ts";
import { formats } from "#src/i18n/formats.ts";
import { type Language, translator } from "#src/i18n/translator.ts";
import { samples } from "./samples.ts";

const letterIn = (language: Language): Letter => ({
  t: translator(language),
  formats: formats(language, "Europe/Brussels"),
  language,
  to: { email: "tom.maes@nordwind.example", name: "Tom Maes", language },
  url: (path) => `https://portal.example.com/${language}/${path}`,
  link: `https://portal.example.com/${language}/link/${"t".repeat(44)}`,
  unsubscribe: `https://portal.example.com/${language}/unsubscribe/${"t".repeat(44)}`,
  code: "123456",
});

/** Every message in every way, as its readers of a language get it. */
export const writtenIn = (language: Language) =>
  Object.entries(samples).flatMap(([template, ways]) =>
    Object.entries(ways).map(([way, params]) => {
      const letter = letterIn(language);
      const { write } = templates[template as keyof typeof templates] as MessageTemplate<unknown>;
      const body = write(params, letter);
      const name = `${template} (${way}) ${language}`;
      return { name, template, way, language, body, html: asHtml(body, letter), text: asText(body, letter) };
    }),
  );
