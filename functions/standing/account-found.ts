import type { Context, Person } from "#functions/context/context.ts";
import { isTag, tag } from "#functions/context/secrets.ts";

const use = "account found";
const text = (domain: string, { id }: Pick<Person, "id">) => `${domain}|${id}`;

/**
 * Where somebody who has entered the identifier of an account in use goes on. The address carries a proof of that: with
 * another identifier in it, it shows nothing, so that reading pages guesses nothing (SECURITY.md 6).
 */
export const accountFound = (domain: string, person: Pick<Person, "id">, { settings }: Context) =>
  `accounts/request-access?${new URLSearchParams({ account: domain, proof: tag(settings.secrets, use, text(domain, person)) })}`;

/** True when this person has entered this identifier. */
export const hasFound = (
  domain: string,
  proof: string,
  person: Pick<Person, "id">,
  { settings }: Pick<Context, "settings">,
) => isTag(settings.secrets, use, text(domain, person), proof);
