import { grantOf } from "#src/domain/account-grant.ts";
import { invalid } from "#src/domain/refusal.ts";
import { roleSaid } from "#src/domain/act.ts";
import { accountAddress } from "#src/i18n/accounts.ts";
import { command } from "#functions/command/command.ts";
import { hold, tell, together, write } from "#functions/command/consequences.ts";
import { personOrNew } from "#functions/consequences/person.ts";
import { grantRoles } from "#functions/consequences/role/grant-in-account.ts";
import { namedAddress } from "#functions/input/address.ts";
import { accountName, chosenGrant, grantIfAny, placeIn } from "#functions/input/grant.ts";
import { causing } from "#functions/quotas/writing.ts";
import { attemptIn, inAccount } from "#functions/rights/place.ts";
import { memberRecords } from "#functions/standing/member.ts";

/** Associates somebody with a Smart Account, by address, with role and scope (src/domain/README.md 5.6). */
export const associateInAccount = command({
  action: "accountPerson.associate",
  repeated: ["scope"],

  input: ({ domain = "", ...fields }) => ({ domain, ...namedAddress(fields), chosen: chosenGrant(fields) }),

  load: (named, context) => ({
    ...memberRecords("accountPerson.associate")(named, context),
    ...causing.read(context),
  }),

  attempt: attemptIn,

  allow: inAccount("accountPerson.associate"),

  done: ({ place: [place], known: [person], held, parts }, { email, chosen }, me) => {
    if (!place) return null;
    const grant = grantIfAny(chosen, parts);
    if (!grant) return null;
    const where = placeIn(accountName(place), grant, parts);
    return { said: roleSaid("give", me, { email, person, held }, grant.role, where) };
  },

  decide: ({ person: me, place, right, reach }, loaded, { email, chosen, errors, ...input }, context) => {
    const read = grantOf(chosen, loaded.parts, reach === null);
    if ("errors" in read || errors) throw invalid({ ...errors, ...("errors" in read && read.errors) });
    const { grant } = read;
    const next = accountAddress(place.domain, "people");
    const language = input.language ?? me.language ?? context.language;
    const { person, writes, isDisabled } = personOrNew({ email, language }, loaded.known, context);
    const to = {
      by: me,
      accountId: place.id,
      personId: person.id,
      isDisabled,
      held: loaded.held,
      originId: context.operationId,
    };
    const given = grantRoles(grant, to, context);
    if (!given.writes.length) return { next };
    const counted = causing.take(loaded, me, context);
    const organization = placeIn(accountName(place), grant, loaded.parts);
    return {
      next,
      ...together(
        counted,
        hold(right),
        write(...writes),
        given,
        loaded.held.length
          ? tell("access-changed", person, { organization, by: me, given: [grant.role], ended: [] })
          : tell("access-granted", person, {
              place: organization,
              role: grant.role,
              by: me,
              unasked: true,
            }),
      ),
    };
  },
});
