import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { openDatabase } from "#db/client.ts";
import { demo } from "#test/e2e/browser/world.ts";
import { limits } from "#src/domain/limits.ts";
import { beginForms } from "#test/helpers/slow-senders.ts";
import type { Visitor } from "#test/helpers/visitor.ts";
import { type Faces, until } from "./face.ts";

/** Pages that tell a problem. */
export const problemFaces: Faces = async function* ({ portal, language, visitor, signedIn }) {
  const at = (page: string) => `/${language}/${page}`;
  const someone = visitor();
  yield { name: "problem-404", answer: await someone.go(at("nothing-here")) };
  yield { name: "problem-404-link", answer: await someone.go(at("link/unknown")) };
  yield { name: "problem-405", answer: await someone.request("DELETE", at("portal")) };
  yield {
    name: "problem-403-origin",
    answer: await someone.post(
      at("sign-in"),
      { email: "a@b.example" },
      { origin: "https://elsewhere.example" },
    ),
  };
  yield {
    name: "problem-400",
    answer: await someone.request("POST", at("sign-in"), "email=a%40b.example&email=c%40d.example"),
  };
  yield { name: "problem-408", answer: await neverEnding(portal.url, someone, at("sign-in")) };
  yield { name: "problem-413", answer: await someone.post(at("sign-in"), { email: "x".repeat(40_000) }) };
  yield {
    name: "problem-415",
    answer: await someone.request("POST", at("sign-in"), "email", { "content-type": "text/plain" }),
  };
  const [held] = demo(language, "accessHeld");
  const administrator = await signedIn(held!.email);
  yield { name: "organization-of-others", answer: await administrator.go(at("organizations/crowded-en")) };
};

/** The database away, for a page and for a form that can be sent again; then the fault is ours. */
export const faultFaces: Faces = async function* ({ portal, language, signedIn }) {
  const [held] = demo(language, "accessHeld");
  const someone = await signedIn(held!.email);
  const profile = `/${language}/profile`;
  portal.killDatabase("SIGSTOP");
  const [read, written] = await Promise.all([someone.go(profile), someone.post(profile, { name: "Robin" })]);
  portal.killDatabase("SIGCONT");
  yield { name: "problem-503", answer: read };
  yield { name: "problem-503-form", answer: written };

  const database = openDatabase({ url: portal.databaseUrl });
  const rename = (from: string, to: string) =>
    database.writeIdempotent([build.run(sql.raw(`alter table ${from} rename to ${to}`))] as never);
  await rename("seat", "seat_elsewhere");
  yield { name: "problem-500", answer: await someone.go(`/${language}/portal`) };
  await rename("seat_elsewhere", "seat");
};

/** A form whose end does not come makes room once many others are on their way. */
async function neverEnding(url: string, someone: Visitor, path: string) {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("email=")),
  });
  const answer = someone.request("POST", path, body);
  await until(async () => (await fetch(`${url}/dev/clock`)).ok);
  const others = beginForms(url, limits.sending.atOnce);
  return answer.finally(() => others.forEach((socket) => socket.destroy()));
}
