import { type MemberRow, membersOf } from "#db/queries/account-role.ts";
import { accountIdOf } from "#db/queries/account.ts";
import { virtualAccountsOf } from "#db/queries/virtual-account.ts";
import { wholeAccount } from "#src/domain/account-grant.ts";
import { knownName } from "#src/domain/known-name.ts";
import type { Action } from "#src/domain/policy.ts";
import { query } from "#functions/command/query.ts";
import type { Person } from "#functions/context/context.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** One person of an account with every role, and whether the asker may end it. */
function memberView(
  rows: readonly MemberRow[],
  last: boolean,
  may: (action: Action) => boolean,
  reader: Person,
) {
  const { personId, email, disabled } = rows[0]!;
  const name = rows.map((row) => knownName(row, reader)).find(Boolean) ?? "";
  return {
    personId,
    name: name || email,
    email,
    /** Of whom nothing may be known, neither this. */
    disabled: disabled === 1 && name !== "",
    /** The only one who decides: neither this role nor this person can go. */
    last,
    removable: !last && may("accountPerson.remove"),
    roles: rows.map(({ roleId, role, virtualAccountId, virtualAccount }) => ({
      roleId,
      role,
      scope: virtualAccountId ?? wholeAccount,
      part: virtualAccount,
      fixed: !may("accountRole.take") || (last && role === "smart-account-administrator"),
    })),
  };
}

/** Everybody with a role in a Smart Account (src/domain/README.md 5.6). */
export const accountPeoplePage = query({
  load: ({ domain }: { domain: string }, context) => ({
    ...partRecords({ domain }, "people", context),
    members: membersOf(accountIdOf(domain)),
    parts: virtualAccountsOf(accountIdOf(domain)),
  }),
  view: (actor, { members, parts, ...records }) => {
    const at = inPart(actor, records, "people");
    const decides = members.filter(
      ({ role, disabled }) => role === "smart-account-administrator" && !disabled,
    );
    const ids = [...new Set(members.map(({ personId }) => personId))];
    return {
      ...heading(at),
      language: at.person.language,
      parts: parts.map(({ id, name }) => ({ id, name })),
      people: ids.map((id) => ({
        ...memberView(
          members.filter(({ personId }) => personId === id),
          decides.length > 0 && decides.every(({ personId }) => personId === id),
          at.may,
          at.person,
        ),
        own: id === at.person.id,
      })),
    };
  },
});
