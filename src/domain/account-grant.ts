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

type ErrorName = KeyIn<"account.grant.errors">;

function scopeProblem(
  scope: readonly string[],
  open: readonly { readonly id: string }[],
  mayWhole: boolean,
): ErrorName | null {
  if (!scope.length) return "scopeRequired";
  if (mayWhole && scope.includes(wholeAccount)) return scope.length > 1 ? "scopeBoth" : null;
  return scope.every((id) => open.some((one) => one.id === id)) ? null : "scopeUnknown";
}

/**
 * The scope and the role that somebody chose, as they fit together (README.md 5.4), or all that is wrong; `mayWhole`: the
 * whole account is theirs to give, beside the parts.
 */
export function grantOf(
  { scope, role }: { readonly scope: readonly string[]; readonly role: string },
  open: readonly { readonly id: string }[],
  mayWhole: boolean,
): { readonly grant: Grant } | { readonly errors: FieldErrors } {
  const whole = scope.includes(wholeAccount);
  const wrong = scopeProblem(scope, open, mayWhole);
  const misfit = wrong === null && whole !== isWholeAccountRole(role);
  if (wrong === null && !misfit && isAccountRole(role))
    return { grant: { role, virtualAccountIds: whole ? [null] : scope } };
  const at = (name: ErrorName) => ({ key: `account.grant.errors.${name}` as const });
  return {
    errors: {
      ...(wrong && { scope: at(wrong) }),
      ...(!isAccountRole(role)
        ? { role: at("roleRequired") }
        : misfit && { role: at(whole ? "roleOfPart" : "roleOfWhole") }),
    },
  };
}
