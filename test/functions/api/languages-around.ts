import { sql } from "#test/e2e/http/world.ts";
import { type Controls, pressLanguage, typedIn } from "#test/helpers/forms.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";

/** What something that is decided or sent would change; the language of people and the way of a message are left out. */
const records = [
  "select id, email, name, company, phone, disabled_at from person",
  "select id, template, recipient from outbox",
  ...[
    "verification registration review seat role access_request invitation link operation audit_event attempt",
  ].flatMap((names) => names.split(" ").map((name) => `select * from ${name}`)),
];

const turns: Record<string, readonly string[]> = {
  en: ["fr", "nl", "en"],
  fr: ["nl", "en", "fr"],
  nl: ["en", "fr", "nl"],
};

const languageOf = ({ find }: Answer) => String(find("html")[0]!.attributes["lang"]);

const faceOf = (answer: Answer) => ({
  language: languageOf(answer),
  place: answer.path.replace(/^\/\w\w|(?<=%2F)\w\w(?=%2F)/gu, "··"),
  page: answer.page,
  errors: answer.errors,
  fields: typedIn(answer),
});

/** Goes round all languages with the browser of somebody who has typed something. */
export function languagesAround(portal: TestPortal) {
  const database = sql(portal);
  const everything = () => Promise.all(records.map((statement) => database(statement)));
  const reads = async (email: string | null) =>
    email && (await database("select language from person where email = ?", email))[0]?.["language"];

  /** What was seen and is so, and what should be: the same page, the same fields, e-mails in its language, nothing done. */
  return async function around(visitor: Visitor, typed: Controls = {}, email: string | null = null) {
    const start = faceOf(visitor.last!);
    const before = await everything();
    const seen = [];
    for (const language of turns[start.language]!) {
      const answer = await pressLanguage(visitor, language, seen.length ? {} : typed);
      seen.push({ ...faceOf(answer), reads: await reads(email) });
    }
    const expected = turns[start.language]!.map((language) => ({
      ...start,
      language,
      fields: { ...start.fields, ...typed },
      reads: email && language,
    }));
    return { is: { seen, records: await everything() }, expected: { seen: expected, records: before } };
  };
}
