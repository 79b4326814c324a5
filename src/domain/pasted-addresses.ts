import { businessAddress } from "./business-address.ts";
import { limits } from "./limits.ts";

/** Something that was pasted and is no address to write to. */
export interface Unfit {
  readonly line: number;
  readonly text: string;
  readonly kind: "Malformed" | "Personal" | "Twice";
}

/** What separates the cells of a pasted table, and an address from the name before it. */
const around = /[\s,;|<>"()[\]]+/u;

const shownOf = (text: string) => {
  const letters = [...text.trim()];
  return letters.length > 60 ? `${letters.slice(0, 59).join("")}…` : letters.join("");
};

/**
 * The business addresses in what somebody pasted, a list, a column or a whole table, each once, with what is none. A first
 * line without any address is the table's heading.
 */
export function pastedAddresses(typed: string): {
  readonly emails: readonly string[];
  readonly unfit: readonly Unfit[];
  readonly tooMany: number | null;
} {
  const emails = new Set<string>();
  const unfit: Unfit[] = [];
  let found = 0;
  for (const [index, text] of typed.split(/\r\n?|\n/u).entries()) {
    const line = index + 1;
    const addresses = text.split(around).filter((part) => part.includes("@"));
    if (!addresses.length && text.trim() && found + unfit.length > 0)
      unfit.push({ line, text: shownOf(text), kind: "Malformed" });
    for (const address of addresses) {
      found += 1;
      const { email, problem } = businessAddress(address);
      const kind =
        problem === "Personal" ? problem : problem ? "Malformed" : emails.has(email) ? "Twice" : null;
      if (kind) unfit.push({ line, text: shownOf(address), kind });
      else emails.add(email);
    }
  }
  const tooMany = found > limits.people.atOnce ? found : null;
  return {
    emails: [...emails].slice(0, limits.people.atOnce),
    unfit: unfit.slice(0, limits.people.atOnce),
    tooMany,
  };
}

/** The addresses in a file, line by line; a line without any is kept as far as it can be shown. */
export const listOfAddresses = (text: string) =>
  text
    .split(/\r\n?|\n/u)
    .map(
      (line) =>
        line
          .split(around)
          .filter((part) => part.includes("@"))
          .join(" ") || shownOf(line),
    )
    .filter(Boolean)
    .join("\n");
