import { domainOf, isPersonalEmail } from "./email.ts";

/** Somebody whom another person may have put into a place without being asked. */
export interface Present {
  readonly name: string;
  readonly email: string;
  /** They came by themselves, or have accepted: 1 or 0. */
  readonly accepted: 0 | 1;
}

/** Two people of one company, as far as their addresses say. */
export const areColleagues = (one: string, other: string) =>
  domainOf(one) === domainOf(other) && !isPersonalEmail(one);

interface Reader {
  readonly email: string;
}

/** Whether a reader may know who is behind an address: no address is a way to find that out (README.md 7). */
export const isKnownTo = (reader: Reader, { email, accepted }: Omit<Present, "name">) =>
  accepted === 1 || areColleagues(email, reader.email);

/** The name of somebody as far as a reader may know it, else nothing. */
export const knownName = (present: Present, reader: Reader) =>
  isKnownTo(reader, present) ? present.name : "";

/** What a reader may call somebody who holds these things in a place: the name where it may be known, else the address. */
export const calledTo = (
  reader: { readonly email: string },
  { name, email }: Pick<Present, "name" | "email">,
  held: readonly Pick<Present, "accepted">[],
) => {
  const accepted = held.some((one) => one.accepted === 1) ? 1 : 0;
  return knownName({ name, email, accepted }, reader) || email;
};
