import { publicPages } from "#src/public-pages.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import type { Faces } from "./face.ts";

const pages = [...publicPages, "legal/terms-1"];

/** What anybody can open: prerendered pages, the chooser. */
export const publicFaces: Faces = async function* ({ portal, language, visitor }) {
  for (const page of pages)
    yield { name: page || "home", answer: await visitor().go(`/${language}/${page}`) };
  const visiting = visitor();
  yield { name: "feedback", answer: await visiting.go(`/${language}/feedback`) };
  yield { name: "feedback-empty", answer: await visiting.submit({ message: "" }) };
  yield { name: "feedback-sent", answer: await visiting.submit({ message: "The guide is clear." }) };
  yield { name: "chooser", answer: await new Visitor(portal.url, { "Accept-Language": "*" }).go("/") };
};
