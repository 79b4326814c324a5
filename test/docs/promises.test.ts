import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jobs } from "#functions/jobs/jobs.ts";
import { limits } from "#src/domain/limits.ts";
import { times } from "#src/i18n/legal-names.ts";
import { rows } from "#test/functions/api/matrix-rows.ts";
import { promises } from "./promises.ts";

const names = ["privacy", "terms", "help"] as const;
const hour = 3_600_000;

/** Times of help that are typed because they are said in hours. */
const typed: Readonly<Record<string, number>> = {
  "- If the number is right": limits.review.answerWithin / hour,
  "Change it yourself": limits.review.answerWithin / hour,
  "The page that opens offers": limits.confirmationLink.lifetime / hour,
  "It can take up to": limits.setUp.promisedWithin / hour,
};

/** A passage promises something where it says a time, leads to a page, or says what the portal, its agents or we do. */
const promising = (passage: string) =>
  Object.keys(times).some((name) => passage.includes(`{{${name}}}`)) ||
  /\]\((?!mailto)|\d+ hours|\bwe\b|\bagent/iu.test(passage);

const passages = (name: string) =>
  readFileSync(`locales/en/${name}.md`, "utf8")
    .replace(/^---\n.*?\n---\n/su, "")
    .split(/\n+/u)
    .filter((line) => line.trim() && !line.startsWith("#"));

const isThere: Readonly<Record<string, (what: string) => boolean>> = {
  page: (what) =>
    rows.some(([, path]) => path.replace(/^\/en\//u, "").replace(/\/u[\w.-]{9,}$/u, "/{token}") === what) ||
    existsSync(`src/pages/[lang]/${what.replace("{token}", "[token]")}.astro`) ||
    existsSync(`locales/versions/en/${what.replace("legal/", "")}.md`),
  job: (what) => jobs.some(({ name }) => name === what),
  kept: (what) => Object.hasOwn(limits.kept, what) && read("db/queries/retention.ts").includes(what),
  source: (what) => existsSync(what),
};
const read = (path: string) => readFileSync(path, "utf8");

test.each(names)("every passage of %s that promises something names what keeps it", (name) => {
  const listed = Object.keys(promises[name]);
  const open = passages(name).filter(
    (passage) => promising(passage) && !listed.some((beginning) => passage.startsWith(beginning)),
  );
  const gone = listed.filter(
    (beginning) => passages(name).filter((passage) => passage.startsWith(beginning)).length !== 1,
  );

  expect(open).toEqual([]);
  expect(gone).toEqual([]);
});

test.each(names)("what keeps a promise of %s is there", (name) => {
  const missing = Object.values(promises[name])
    .flat()
    .filter((keeper) => {
      const [kind = "", what = ""] = keeper.split(" ");
      return !isThere[kind]?.(what);
    });

  expect(missing).toEqual([]);
});

test.each(Object.entries(typed))("the hours of “%s …” are those of the code", (beginning, hours) => {
  const passage = passages("help").find((each) => each.startsWith(beginning));

  expect(passage).toContain(`${hours} hours`);
});
