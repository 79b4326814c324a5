import { accounts } from "../../../db/demo/accounts.ts";
import type { TestPortal } from "../../helpers/portal.ts";
import { type Answer, Visitor } from "../../helpers/visitor.ts";

/** Of each language an account of the demo world, its administrators, and a colleague who has no access to it. */
export const places = {
  nl: { ...accounts[0]!, asker: "pieter.claes@noorderkaai.example" },
  fr: { ...accounts[1]!, asker: "julie.weber@moselane.example" },
  en: { ...accounts[2]!, asker: "oliver.grant@castleford-rail.example" },
} as const;

export type Tongue = keyof typeof places;

export const reason = "I look after the licenses of our switches.";

/** The addresses of those who decide in the account. */
export const administratorsOf = (tongue: Tongue) =>
  places[tongue].members
    .filter(({ role }) => role === "smart-account-administrator")
    .map(({ email }) => email);

export async function signedIn({ url }: TestPortal, email: string, tongue: string, name?: string) {
  const visitor = new Visitor(url);
  await visitor.signIn(email, tongue, name);
  return visitor;
}

/** Asks for access as a person does: the identifier, then the reason; ends at the request. */
export async function askFor(visitor: Visitor, tongue: Tongue, why = reason): Promise<Answer> {
  await visitor.go(`/${tongue}/accounts/request-access`);
  await visitor.submit({ domainIdentifier: places[tongue].domain });
  return visitor.submit({ reason: why });
}

/** Sends a form in which a field repeats. */
export const sendRepeated = (visitor: Visitor, path: string, fields: readonly [string, string][]) =>
  visitor.request("POST", path, new URLSearchParams([...fields]).toString());

/** The boxes of a page that can be checked, by the field that they are of. */
export const choices = ({ find }: Answer, name: string) =>
  find(`input[name="${name}"][type="checkbox"]`).map(({ attributes }) => String(attributes["value"]));
