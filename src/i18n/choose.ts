import { parseAccept } from "hono/utils/accept";
import { isLanguage, type Language, meantBy } from "./languages.ts";

interface Signs {
  readonly cookie?: string | null | undefined;
  /** The `Accept-Language` header. */
  readonly accepted?: string | null | undefined;
}

/** More wishes than any browser sends, in characters: what follows is read by nobody. */
const longest = 500;

/** The reader's language by cookie, else by the weights of `Accept-Language`; null when neither speaks for one of ours. */
export function chooseLanguage({ cookie, accepted }: Signs): Language | null {
  if (isLanguage(cookie)) return cookie;
  const wishes = parseAccept((accepted ?? "").slice(0, longest)).filter(({ q }) => q > 0);
  return wishes.map(({ type }) => meantBy(type)).find((code) => code !== null) ?? null;
}
