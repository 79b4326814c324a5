import { limits } from "#src/domain/limits.ts";
import type { Settings } from "./env.ts";

/** What is kept of the browser and the place in which a session begins: no address of a network; a country where the edge says it. */
export function sessionBrowser(
  headers: Headers | undefined,
  { clientHeader }: Pick<Settings, "clientHeader">,
) {
  const atEdge = clientHeader?.toLowerCase() === "cf-connecting-ip";
  const country = (atEdge && headers?.get("CF-IPCountry")) || "";
  return {
    userAgent: headers?.get("User-Agent")?.slice(0, limits.session.userAgent) ?? "",
    country: /^[A-Z]{2}$/u.test(country) && country !== "XX" ? country : null,
  };
}

export type SessionBrowser = ReturnType<typeof sessionBrowser>;
