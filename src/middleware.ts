import type { MiddlewareHandler } from "astro";
import { notSent } from "./components/form/sent-form.ts";
import { address } from "./i18n/addresses.ts";
import { formats } from "./i18n/formats.ts";
import { languageOfPage } from "./i18n/pages.ts";
import { translator } from "./i18n/translator.ts";

/** A prerendered page is made for nobody, and nothing was sent to it. */
const forNobody = {
  person: null,
  signedIn: false,
  waiting: null,
  form: notSent,
  check: undefined,
  notice: null,
  operationId: "",
  timeZone: "UTC",
  operator: {},
} as const;

/** Gives every page, prerendered or not, the language of its address and what follows from it. */
export const onRequest: MiddlewareHandler = ({ params, url, locals }, next) => {
  const language = languageOfPage(params.lang);
  Object.assign(locals, forNobody, { path: url.pathname }, { ...locals });
  Object.assign(locals, {
    language,
    t: translator(language),
    formats: formats(language, locals.timeZone),
    address: (page?: string) => address(language, page),
  });
  return next();
};
