import { type Grant, grantOf, isWholeAccountRole, wholeAccount } from "#src/domain/account-grant.ts";
import { invalid } from "#src/domain/refusal.ts";
import { type Fields, lines } from "#functions/command/command.ts";

/** The role and the scope that a form gives or takes; a role of the whole account needs no scope beside it. */
export function chosenGrant({ role = "", scope }: Fields) {
  const chosen = lines(scope);
  return { role, scope: chosen.length || !isWholeAccountRole(role) ? chosen : [wholeAccount] };
}

/** What was chosen, where it fits the account; refuses at the field that does not. */
export function grantIn(
  chosen: ReturnType<typeof chosenGrant>,
  open: readonly { readonly id: string }[],
): Grant {
  const read = grantOf(chosen, open);
  if ("errors" in read) throw invalid(read.errors);
  return read.grant;
}

/** The same, where it is not the time to refuse. */
export function grantIfAny(...given: Parameters<typeof grantOf>): Grant | null {
  const read = grantOf(...given);
  return "grant" in read ? read.grant : null;
}

/** An account in words, by its name and its identifier. */
export const accountName = ({ name, domain }: { readonly name: string; readonly domain: string }) =>
  `${name} (${domain})`;

/** An account in words, with the parts of it that are meant. */
export function placeIn(
  place: string,
  { virtualAccountIds }: Pick<Grant, "virtualAccountIds">,
  open: readonly { readonly id: string; readonly name: string }[],
): string {
  const parts = open.filter(({ id }) => virtualAccountIds.includes(id)).map(({ name }) => name);
  return parts.length ? place.replace(/\)$/u, `: ${parts.join(", ")})`) : place;
}
