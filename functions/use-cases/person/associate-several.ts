import { heldBy, type HeldThing, peopleAt } from "#db/queries/people.ts";
import { peopleByEmail } from "#db/queries/person.ts";
import type { Place, PlaceKey } from "#db/queries/place.ts";
import { virtualAccountsIn } from "#db/queries/virtual-account.ts";
import { type AccountRole, type Grant, grantOf } from "#src/domain/account-grant.ts";
import { type Phrase, roleName } from "#src/domain/act.ts";
import { organizationIdOf, type PersonId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { pastedAddresses, type Unfit } from "#src/domain/pasted-addresses.ts";
import { type FieldErrors, invalid } from "#src/domain/refusal.ts";
import { isCustomerRole, type Role } from "#src/domain/role.ts";
import { placeAddress } from "#src/i18n/places.ts";
import { isLanguage } from "#src/i18n/translator.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { type Consequences, hold, nothing, tell, together, write } from "#functions/command/consequences.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { addRole, giveRole } from "#functions/consequences/role/give.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import type { Context } from "#functions/context/context.ts";
import { accountName, chosenGrant, placeIn } from "#functions/input/grant.ts";
import { causing } from "#functions/quotas/writing.ts";
import { attemptIn, type InPlace, inPlace, placeRecords, realmFor } from "#functions/rights/place.ts";

const needed = { organization: "person.associate", account: "accountPerson.associate" } as const;
const neededFor = (key: PlaceKey) => needed["domain" in key ? "account" : "organization"];

interface Parts {
  readonly parts: readonly { readonly id: string; readonly name: string }[];
}

interface Given {
  readonly role: Role;
  /** Where it is given, in words. */
  readonly where: string;
  readonly grant: Grant | null;
}

/** What is to be given in a place, or what is wrong with it. */
function givenIn(
  place: Place,
  fields: Fields,
  { parts }: Parts,
  mayWhole: boolean,
): Given | { readonly errors: FieldErrors } {
  const { role } = fields;
  if (place.kind === "organization")
    return isCustomerRole(role)
      ? { role, where: place.name, grant: null }
      : { errors: { role: { key: "organization.errors.roleRequired" } } };
  const read = grantOf(chosenGrant(fields), parts, mayWhole);
  return "errors" in read
    ? read
    : { role: read.grant.role, where: placeIn(accountName(place), read.grant, parts), grant: read.grant };
}

interface To {
  readonly id: PersonId;
  readonly held: readonly HeldThing[];
  readonly isDisabled: boolean;
}

/** Gives it to one person; nothing where it is held already. */
function give(
  { person: by, place, right }: InPlace,
  given: Given,
  { id, held, isDisabled }: To,
  context: Context,
) {
  const here = held.filter(({ distance }) => distance === 0);
  const originId = context.operationId;
  if (place.kind === "organization") {
    const role = given.role;
    if (!isCustomerRole(role) || here.some(({ holds }) => holds === role)) return nothing;
    return (isDisabled ? addRole : giveRole)(
      { organizationId: place.id },
      { personId: id, role, originId },
      context,
      right,
    );
  }
  const roles = here.map(({ id: roleId, holds, partId, accepted }) => ({
    id: roleId,
    role: holds as AccountRole,
    virtualAccountId: partId,
    accepted,
  }));
  return given.grant === null
    ? nothing
    : grantRoles(
        given.grant,
        { by, accountId: place.id, personId: id, isDisabled, held: roles, originId },
        context,
      );
}

const plain = (text: string): Phrase => ({ key: "acts.associateSeveral.one", params: { pasted: text } });

const unfitSaid = ({ line, text, kind }: Unfit): Phrase => ({
  key: `acts.associateSeveral.unfit.${kind}`,
  params: { line, text },
});

const list = (name: "new" | "already" | "not", items: readonly Phrase[]) =>
  items.length
    ? [{ title: { key: `acts.associateSeveral.${name}` as const, params: { count: items.length } }, items }]
    : [];

/** Gives one role to several people at once, by address, after a page that says to whom (src/domain/README.md 2.7). */
const associateSeveralIn = (keyOf: (fields: Fields) => PlaceKey) =>
  command({
    action: "person.associate",
    repeated: ["scope"],

    input: (fields: Fields) => ({
      key: keyOf(fields),
      pasted: pastedAddresses(fields["emails"] ?? ""),
      fields,
    }),

    load: ({ key, pasted: { emails } }, context) => {
      const realm = realmFor(key, neededFor(key), context);
      return {
        ...placeRecords(key, context),
        parts: virtualAccountsIn(realm),
        known: peopleByEmail(emails),
        listed: peopleAt(realm, emails),
        ...causing.read(context),
      };
    },

    attempt: attemptIn,
    allow: (actor, loaded) => inPlace(actor, loaded, ({ kind }) => needed[kind]),

    done: ({ place: [place], ...loaded }, { pasted, fields }) => {
      const given = place && givenIn(place, fields, loaded, true);
      return given && "role" in given
        ? {
            said: {
              key: "acts.associateSeveral.done",
              params: { count: pasted.emails.length, role: roleName(given.role), place: given.where },
            },
          }
        : null;
    },

    decide: (at, loaded, { pasted: { emails, unfit, tooMany }, fields }, context) => {
      const { person: me, place, right } = at;
      if (typeof context.file === "string")
        throw invalid({ file: { key: "organization.errors.listUnreadable" } });
      const given = givenIn(place, fields, loaded, at.reach === null);
      const wrong: FieldErrors = {
        ...(tooMany !== null && {
          emails: {
            key: "organization.errors.tooManyAddresses",
            params: { max: limits.people.atOnce, count: tooMany },
          },
        }),
        ...(!emails.length && tooMany === null && { emails: { key: "organization.errors.noAddresses" } }),
        ...("errors" in given && given.errors),
      };
      if ("errors" in given || Object.keys(wrong).length) throw invalid(wrong);

      const language = isLanguage(fields["language"])
        ? fields["language"]
        : (me.language ?? context.language);
      const each = emails.map((email) => {
        const known = loaded.known.filter((one) => one.email === email);
        const listed = loaded.listed.find((one) => one.email === email);
        const { person, writes, isDisabled } = personOrNew({ email, language }, known, context);
        const held = listed ? heldBy(listed) : [];
        const gives = give(at, given, { id: person.id, held, isDisabled }, context);
        const isHere = held.some(({ distance }) => distance === 0);
        return { email, person, writes, gives, isHere, changes: gives.writes.length > 0 };
      });
      const news = each.filter(({ changes }) => changes);
      const next = placeAddress(place, "people");
      if (!news.length) return { next };
      const told = ({ person, isHere }: (typeof each)[number]): Consequences =>
        isHere
          ? tell("access-changed", person, {
              organization: given.where,
              by: me,
              given: [given.role],
              ended: [],
            })
          : tell("access-granted", person, {
              place: given.where,
              role: given.role,
              by: me,
              unasked: true,
            });
      return {
        next: `${next}?${new URLSearchParams({ of: context.operationId }).toString()}`,
        check: {
          question: {
            key: "acts.associateSeveral.question",
            params: { count: news.length, role: roleName(given.role), place: given.where },
          },
          loses: [],
          lists: [
            ...list("not", unfit.map(unfitSaid)),
            ...list(
              "already",
              each.filter(({ changes }) => !changes).map(({ email }) => plain(email)),
            ),
            ...list(
              "new",
              news.map(({ email }) => plain(email)),
            ),
          ],
          follows: [{ key: "acts.associateSeveral.told", params: { most: limits.mail.byOne } }],
          confirm: { key: "acts.associateSeveral.confirm" },
        },
        ...together(
          causing.take(loaded, me, context),
          hold(right),
          news.map((one) => together(write(...one.writes), one.gives, told(one))),
        ),
      };
    },
  });

export const associateSeveralWithOrganization = associateSeveralIn(({ id = "" }) => ({
  organizationId: organizationIdOf(id),
}));

export const associateSeveralWithAccount = associateSeveralIn(({ domain = "" }) => ({ domain }));
