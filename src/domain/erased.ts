import type { PersonId } from "./ids.ts";

const domain = "@erased.invalid";

/** What stands where the address of somebody stood whose data were erased: nobody has it, and no two have the same. */
export const erasedAddress = (id: PersonId) => `${id}${domain}`;

/** An address of which nothing is known any more but that there was one. */
export const isErased = (email: string | null) => email?.endsWith(domain) ?? false;
