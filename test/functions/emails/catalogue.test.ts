import { expect, test } from "vitest";
import { formats } from "#src/i18n/formats.ts";
import { type Language, languages, translator } from "#src/i18n/translator.ts";
import { asHtml } from "#functions/emails/layout.tsx";
import type { Letter, MessageTemplate } from "#functions/emails/letter.ts";
import { templates } from "#functions/emails/templates.ts";
import { asText } from "#functions/emails/text.ts";
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

const all = languages.flatMap(({ code: language }) =>
  Object.entries(samples).flatMap(([template, ways]) =>
    Object.entries(ways).map(([way, params]) => {
      const letter = letterIn(language);
      const { write } = templates[template as keyof typeof templates] as MessageTemplate<unknown>;
      const body = write(params, letter);
      const name = `${template} (${way}) ${language}`;
      return { name, template, language, body, html: asHtml(body, letter), text: asText(body, letter) };
    }),
  ),
);

type Message = (typeof all)[number];
const those = (are: (message: Message) => boolean) => all.filter(are).map(({ name }) => name);

/** Of these nothing is to be done but what is read: a code to type, an end to know of. */
const withoutAct = ["sign-in-code", "access-suspended", "data-erased"];

test("a subject has at most 49 letters, with names as people have them", () => {
  const long = all.filter(({ body }) => body.subject.length > 49);
  expect(long.map(({ body }) => `${body.subject} (${body.subject.length})`)).toEqual([]);
});

test("no two messages about two matters have one subject in a language", () => {
  const seen = all.map(({ language, body }) => `${language}: ${body.subject}`);
  expect(seen.filter((subject, index) => seen.indexOf(subject) !== index)).toEqual([]);
});

test("a message has one act, as one button", () => {
  const buttons = ({ html }: Message) => html.split('class="button"').length - 1;
  expect(those((one) => buttons(one) !== (withoutAct.includes(one.template) ? 0 : 1))).toEqual([]);
});

test("a message has a fixed width in Outlook", () => {
  const table =
    /<!--\[if mso\]><table [^>]*width="600"[\s\S]*<!--\[if mso\]><\/td><\/tr><\/table><!\[endif\]-->/u;
  expect(those(({ html }) => !table.test(html))).toEqual([]);
});

test("a message is at most 12 KB, far below what mail programs cut off", () => {
  expect(those(({ html }) => Buffer.byteLength(html) > 12_000)).toEqual([]);
});

test("other people's words are quoted with their name, and no address in them can be clicked", () => {
  const quoting = all.filter(({ html }) => html.includes("Guten Tag!"));
  expect(quoting.length).toBeGreaterThan(30);
  expect(
    quoting.filter(({ html }) => !/<blockquote class="quote"[\s\S]*Guten Tag![\s\S]*— \p{L}/u.test(html)),
  ).toEqual([]);
  expect(quoting.filter(({ text }) => !/^> Guten Tag!\n> .*\n— \p{L}/mu.test(text))).toEqual([]);
  expect(those(({ html, text }) => `${html}${text}`.includes("phish.example"))).toEqual([]);
});

test("the text says each line of the card, as the page does", () => {
  const lines = ({ html }: Message) => [
    ...html.matchAll(/<th scope="row"[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/gu),
  ];
  expect(all.filter((one) => lines(one).length).length).toBeGreaterThan(100);
  expect(
    those((one) =>
      lines(one).some(([, label = "", value = ""]) => {
        const line = one.text.split("\n").find((each) => each.startsWith(label));
        return !line?.endsWith(value.replaceAll("&#39;", "'").replaceAll("&amp;", "&"));
      }),
    ),
  ).toEqual([]);
});
