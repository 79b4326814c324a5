import { type HeldRow, peopleAt } from "#db/queries/role.ts";
import type { OrganizationId } from "#src/domain/ids.ts";
import { knownName } from "#src/domain/known-name.ts";
import { limits } from "#src/domain/limits.ts";
import type { Action } from "#src/domain/policy.ts";
import { type CustomerRole, customerRoles, isCustomerRole } from "#src/domain/role.ts";
import { oneLine } from "#src/domain/text.ts";
import { query } from "#functions/command/query.ts";
import type { Person } from "#functions/context/context.ts";
import { heading, inPart, partRecords } from "#functions/views/place/part.ts";

/** What somebody is called in a place, who may hold several things there. */
const nameOf = (rows: readonly HeldRow[], reader: Person) =>
  rows.map((row) => knownName(row, reader)).find(Boolean) ?? "";

/** What is said first. */
const weight: readonly HeldRow["holds"][] = ["delegated-administrator", "nominee", ...customerRoles];

/** One person of an organization: what is held here, what comes from organizations above, what the asker may change. */
function personView(rows: readonly HeldRow[], may: (action: Action) => boolean, reader: Person) {
  const { personId, email, disabledAt } = rows[0]!;
  const name = nameOf(rows, reader);
  const here = rows
    .filter(({ distance }) => distance === 0)
    .map(({ holds }) => holds)
    .sort((a, b) => weight.indexOf(a) - weight.indexOf(b));
  return {
    personId,
    name: name || email,
    email,
    /** Of whom nothing may be known, neither this. */
    disabled: disabledAt !== null && name !== "",
    here,
    inherited: rows
      .filter(({ distance }) => distance > 0)
      .map(({ holds, organizationName }) => ({ holds, organization: organizationName })),
    /** Roles that can be given, and those that can be taken. */
    missing: may("role.give") ? customerRoles.filter((role) => !here.includes(role)) : [],
    taken: may("role.take") ? here.filter((role): role is CustomerRole => isCustomerRole(role)) : [],
  };
}

/** What the address of the people says: a part of a name or address, and which page. */
interface Question {
  readonly id: OrganizationId;
  readonly person?: string;
  readonly page?: string;
}

const { perPage } = limits.people;

/** Everybody who may do something in an organization, or those whose name or address contains what is asked. */
export const peoplePage = query({
  load: ({ id }: Question, context) => ({
    ...partRecords({ organizationId: id }, "people", context),
    people: peopleAt(id),
  }),
  view: (actor, loaded, question) => {
    const at = inPart(actor, loaded, "people");
    const sought = oneLine(question.person ?? "").slice(0, 100);
    const everybody = [...Map.groupBy(loaded.people, ({ personId }) => personId).values()];
    const found = everybody.filter((rows) =>
      `${nameOf(rows, at.person)}\n${rows[0]!.email}`
        .toLocaleLowerCase()
        .includes(sought.toLocaleLowerCase()),
    );
    const pages = Math.max(1, Math.ceil(found.length / perPage));
    const page = Math.min(Math.max(Number.parseInt(question.page ?? "1", 10) || 1, 1), pages);
    return {
      ...heading(at),
      mayTake: at.may("role.take"),
      mayRemove: at.may("person.remove"),
      language: at.person.language,
      sought,
      page,
      pages,
      /** There are so many that one has to look for somebody. */
      many: sought !== "" || pages > 1,
      people: found.slice((page - 1) * perPage, page * perPage).map((rows) => ({
        ...personView(rows, at.may, at.person),
        own: rows[0]!.personId === at.person.id,
      })),
    };
  },
});
