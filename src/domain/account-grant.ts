import type { KeyIn } from "#locales/keys.ts";
import type { FieldErrors } from "./refusal.ts";
import { smartAccountRoles, virtualAccountRoles } from "./role.ts";

export type AccountRole = (typeof accountRoles)[number];

/** What is given in a Smart Account: a role in the whole of it (null), or in some of its virtual accounts. */
export interface Grant {
  readonly role: AccountRole;
  readonly virtualAccountIds: readonly (string | null)[];
}

export const accountRoles = [...smartAccountRoles, ...virtualAccountRoles] as const;

const includes = (list: readonly string[], text: string) => list.includes(text);

export const isWholeAccountRole = (role: string) => includes(smartAccountRoles, role);
export const isAccountRole = (role: string): role is AccountRole => includes(accountRoles, role);

/** The value of a scope that stands for the whole account. */
export const wholeAccount = "all";

const at = (field: "scope" | "role", name: KeyIn<"account.grant.errors">): { errors: FieldErrors } => ({
  errors: { [field]: { key: `account.grant.errors.${name}` } },
});

/** The scope and the role that somebody chose, as they fit together, or what is wrong (README.md 5.4). */
export function grantOf(
  { scope, role }: { readonly scope: readonly string[]; readonly role: string },
  open: readonly { readonly id: string }[],
): { readonly grant: Grant } | { readonly errors: FieldErrors } {
  if (!scope.length) return at("scope", "scopeRequired");
  const whole = scope.includes(wholeAccount);
  if (whole && scope.length > 1) return at("scope", "scopeBoth");
  if (!whole && !scope.every((id) => open.some((one) => one.id === id))) return at("scope", "scopeUnknown");
  if (!isAccountRole(role)) return at("role", "roleRequired");
  if (whole !== isWholeAccountRole(role)) return at("role", whole ? "roleOfPart" : "roleOfWhole");
  return { grant: { role, virtualAccountIds: whole ? [null] : scope } };
}
