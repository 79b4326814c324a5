import { isPersonalEmail } from "#src/domain/email.ts";
import { Refusal } from "#src/domain/refusal.ts";
import { signedIn } from "#functions/command/query.ts";
import type { Actor, Person } from "#functions/context/context.ts";

/** Smart Accounts are for whoever is signed in with a business address (src/domain/README.md 3). */
export function businessPerson(actor: Actor): Person {
  const person = signedIn(actor);
  if (isPersonalEmail(person.email)) throw new Refusal("forbidden", "accounts.businessOnly");
  return person;
}
