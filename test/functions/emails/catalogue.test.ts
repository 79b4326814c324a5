import { expect, test } from "vitest";
import { languages } from "#src/i18n/languages.ts";
import { people } from "./samples.ts";
import { writtenIn } from "./written.ts";

const all = languages.flatMap(({ code }) => writtenIn(code));

type Message = (typeof all)[number];
const those = (are: (message: Message) => boolean) => all.filter(are).map(({ name }) => name);

/** What is seen of a text: not the marks that hold other people's words apart. */
const seen = (text: string) => text.replace(/[\u2066-\u2069]/gu, "");

/** Of these nothing is to be done but what is read: a code to type, an end to know of. */
const withoutAct = ["sign-in-code", "access-suspended", "data-erased"];

test("a subject has at most 49 letters, with names as people have them", () => {
  const long = all.filter(({ body }) => seen(body.subject).length > 49);
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

test("nobody's name stands alone: the address of whoever acts stands beside it, in the message itself", () => {
  const said = ({ body, text }: Message) => `${body.subject}\n${text}`;
  const named = (one: Message) => people.filter(({ name }) => said(one).includes(name));

  expect(all.filter((one) => named(one).length).length).toBeGreaterThan(90);
  expect(those((one) => named(one).some(({ email }) => !one.text.includes(email)))).toEqual([]);
});

test("the text says each line of the card, as the page does", () => {
  const lines = ({ html }: Message) => [
    ...html.matchAll(/<th scope="row"[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/gu),
  ];
  expect(all.filter((one) => lines(one).length).length).toBeGreaterThan(100);
  expect(
    those((one) =>
      lines(one).some(([, label = "", value = ""]) => {
        const line = seen(one.text)
          .split("\n")
          .find((each) => each.startsWith(label));
        return !line?.endsWith(
          seen(value).replaceAll("<wbr/>", "").replaceAll("&#39;", "'").replaceAll("&amp;", "&"),
        );
      }),
    ),
  ).toEqual([]);
});
