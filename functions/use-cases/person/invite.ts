import { liveLinks } from "#db/queries/link.ts";
import { heldBy, type HeldThing, peopleAt } from "#db/queries/people.ts";
import { emailOf, idByEmail } from "#db/queries/person.ts";
import type { Place, PlaceKey } from "#db/queries/place.ts";
import { type LinkId, organizationIdOf } from "#src/domain/ids.ts";
import { isKnownTo, knownName } from "#src/domain/known-name.ts";
import { limits, terms } from "#src/domain/limits.ts";
import { invalid } from "#src/domain/refusal.ts";
import type { Role } from "#src/domain/role.ts";
import { placeAddress } from "#src/i18n/places.ts";
import { command, type Fields } from "#functions/command/command.ts";
import { type Consequences, hold, record, tell, together } from "#functions/command/consequences.ts";
import type { Person } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";
import { knownAddress } from "#functions/input/address.ts";
import { accountName } from "#functions/input/grant.ts";
import { causing } from "#functions/quotas/writing.ts";
import { attemptIn, inPlace, placeRecords, realmFor } from "#functions/rights/place.ts";

const needed = { organization: "person.associate", account: "accountPerson.associate" } as const;

const nameOf = (place: Place, part: string | null) =>
  place.kind === "organization"
    ? place.name
    : accountName(place).replace(/\)$/u, part === null ? ")" : `: ${part})`);

/** What somebody was invited to: a role, or a nomination whose link still waits. */
function invitation(
  place: Place,
  { holds, part }: HeldThing,
  to: Reader,
  by: Person,
  linkId: LinkId | undefined,
) {
  const again = true;
  return holds === "nominee"
    ? linkId !== undefined &&
        tell("accept-terms", to, { organization: place.name, ...terms, nominatedBy: by, again }, { linkId })
    : tell("access-granted", to, {
        place: nameOf(place, part),
        role: holds as Role,
        by,
        unasked: true,
        again,
      });
}

/**
 * Sends somebody who holds something in a place and has not come yet the invitation once more. Whoever asks is answered
 * alike about a stranger who has come (SECURITY.md 11).
 */
const inviteTo = (keyOf: (fields: Fields) => PlaceKey) =>
  command({
    action: "person.invite",
    input: (fields) => ({ key: keyOf(fields), email: knownAddress(fields) }),

    load: ({ key, email }, context) => ({
      ...placeRecords(key, context),
      listed: peopleAt(realmFor(key, needed["domain" in key ? "account" : "organization"], context), [email]),
      links: liveLinks(emailOf(idByEmail(email)), context.now),
      ...causing.read(context),
    }),

    attempt: attemptIn,
    allow: (actor, loaded) => inPlace(actor, loaded, ({ kind }) => needed[kind]),

    done: ({ listed: [person] }, { email }, me) =>
      person && isKnownTo(me, person)
        ? {
            said: {
              key: person.came ? "acts.invite.came" : "acts.invite.done",
              params: { name: knownName(person, me) || email },
            },
          }
        : { said: { key: "acts.invite.stranger", params: { name: email } } },

    decide: ({ person: me, place, right }, { listed: [person], links, ...loaded }, { email }, context) => {
      const next = placeAddress(place, "people");
      const here = person ? heldBy(person).filter(({ distance }) => distance === 0) : [];
      const first = here.find(({ holds }) => holds !== "nominee") ?? here[0];
      if (!person || !first) throw invalid({ email: { key: "organization.errors.notHere" } });
      const counted = causing.take(loaded, me, context);
      // Of a stranger all is written alike: whether the message leaves is decided where it enters the outbox.
      if (isKnownTo(me, person)) {
        if (person.came) return { next };
        if (person.invitations >= limits.people.invitations)
          throw invalid({ email: { key: "organization.errors.invitedAgain" } });
      }
      const link = links.find(
        ({ purpose, subjectId }) => purpose === "acceptTerms" && subjectId === first.id,
      );
      const sent: Consequences | false = invitation(place, first, { ...person, email }, me, link?.id);
      return {
        next,
        ...together(
          counted,
          hold(right),
          record({
            subjectId: first.id,
            organizationId: place.kind === "organization" ? place.id : null,
          }),
          sent,
        ),
      };
    },
  });

export const inviteToOrganization = inviteTo(({ id = "" }) => ({ organizationId: organizationIdOf(id) }));

export const inviteToAccount = inviteTo(({ domain = "" }) => ({ domain }));
