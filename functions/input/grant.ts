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
  reach: readonly string[] | null,
): Grant {
  const read = grantOf(chosen, open, reach === null);
  if ("errors" in read) throw invalid(read.errors);
  return read.grant;
}

/** The same, where it is not the time to refuse. */
export function grantIfAny(
  chosen: ReturnType<typeof chosenGrant>,
  open: readonly { readonly id: string }[],
): Grant | null {
  const read = grantOf(chosen, open, true);
  return "grant" in read ? read.grant : null;
}

/** An account in words, by its name and its identifier. */
export const accountName = ({ name, domain }: { readonly name: string; readonly domain: string }) =>
  `${name} (${domain})`;

/** A Smart Account in words, as far as somebody's right there extends. */
export const reachName = (
  { name }: { readonly name: string },
  reach: readonly string[] | null,
  open: readonly { readonly id: string; readonly name: string }[],
) =>
  reach === null
    ? name
    : `${name}: ${open
        .filter(({ id }) => reach.includes(id))
        .map((part) => part.name)
        .join(", ")}`;

/** An account in words, with the parts of it that are meant. */
export function placeIn(
  place: string,
  { virtualAccountIds }: Pick<Grant, "virtualAccountIds">,
  open: readonly { readonly id: string; readonly name: string }[],
): string {
  const parts = open.filter(({ id }) => virtualAccountIds.includes(id)).map(({ name }) => name);
  return parts.length ? place.replace(/\)$/u, `: ${parts.join(", ")})`) : place;
}
