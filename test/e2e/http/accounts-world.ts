import { accounts } from "#db/demo/accounts.ts";
import type { TestPortal } from "#test/helpers/portal.ts";
import type { Answer, Visitor } from "#test/helpers/visitor.ts";
import { signedIn, sql } from "./world.ts";

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

/** A new colleague who reads English asks for access to the Dutch speakers' account; the first administrator's link. */
export async function askedInDutch(portal: TestPortal, who: string) {
  const email = `${who.toLowerCase().replaceAll(" ", ".")}@noorderkaai.example`;
  const asker = await signedIn(portal, email, "en", who);
  const { path } = await askFor(asker, "nl");
  await sql(portal)("update person set language = 'en' where email = ?", email);
  const link = await asker.linkTo(administratorsOf("nl")[0]!, "request-to-decide");
  return { email, asker, id: path.split("/").at(-1)!, link };
}

/** The roles that somebody has now, each with its virtual account. */
export const rolesIn = async (portal: TestPortal, email: string) =>
  (
    await sql(portal)(
      `select g.role, v.name from role g join person p on p.id = g.person_id
       left join virtual_account v on v.id = g.virtual_account_id
       where p.email = ? and g.ended_at is null order by g.role, v.name`,
      email,
    )
  ).map(({ role, name }) => [role, name]);
