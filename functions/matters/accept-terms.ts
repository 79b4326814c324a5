import { mustChange } from "#db/client.ts";
import { type Administrator, administratorsAt } from "#db/queries/administrator.ts";
import { actOnLink, subjectByHash } from "#db/queries/link.ts";
import { acceptTerms as recordTerms, seatToAccept, type SeatToAccept } from "#db/queries/seat-terms.ts";
import { giveRole } from "#db/queries/role.ts";
import { organizationOfSeat } from "#db/queries/seat.ts";
import { newId } from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import { invalid, Refusal } from "#src/domain/refusal.ts";
import { counts } from "#src/domain/seat.ts";
import { organizationAddress } from "#src/i18n/organizations.ts";
import type { Context, Person } from "#functions/context/context.ts";
import type { Accepted } from "#functions/command/command.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import { tellAdministrators } from "#functions/consequences/seat/end.ts";
import { matter } from "./matter.ts";

/** An administrator accepts the terms in force; version and time are kept (src/domain/README.md 2.7). */
export const acceptTerms = matter({
  purpose: "acceptTerms",
  action: "seat.accept-terms",

  load: (hash) => ({
    seat: seatToAccept(subjectByHash(hash)),
    administrators: administratorsAt(organizationOfSeat(subjectByHash(hash))),
  }),

  organization: ({ loaded }) => loaded.seat[0]?.organizationName ?? "",

  view: ({ loaded: { seat } }) =>
    seat[0] && seat[0].endedAt === null
      ? {
          face: "acceptTerms" as const,
          terms,
          nominatedBy: counts(seat[0]) ? null : (seat[0].nominatedBy ?? ""),
        }
      : { face: "withdrawn" as const, status: 410 },

  decide: ({ loaded, person, link, state }, fields, context) => {
    const [seat] = loaded.seat;
    if (!seat || seat.endedAt !== null) throw new Refusal("gone", "link.expired");
    const next = organizationAddress(seat.organizationId);
    if (state === "acted") return { next };
    if (state !== "live") throw new Refusal("gone", "link.expired");
    if (fields["acceptTerms"] !== "yes") throw invalid({ acceptTerms: { key: "link.terms.required" } });
    const { now } = context;
    const { id, organizationId, termsVersion } = seat;
    const follows = counts(seat) ? nothing : takeUp(seat, person, loaded.administrators, context);
    return {
      next,
      writes: [
        mustChange(actOnLink(link.id, person.id, now)),
        ...(termsVersion === terms.version ? [] : [mustChange(recordTerms(id, terms.version, now))]),
        ...follows.writes,
      ],
      audit: [{ subjectId: id, organizationId, from: termsVersion, to: terms.version }, ...follows.audit],
      mail: follows.mail,
    };
  },
});

type Follows = Pick<Accepted, "writes" | "audit" | "mail">;

const nothing: Follows = { writes: [], audit: [], mail: [] };

/** A nominee is in office from now on: also Customer Administrator, and the others are told. */
function takeUp(
  { id, organizationId, organizationName, hasRole }: SeatToAccept,
  person: Person,
  administrators: readonly Administrator[],
  context: Context,
): Follows {
  const roleId = newId();
  const role = "customer-administrator" as const;
  const given = { id: roleId, organizationId, personId: person.id, role, originId: id };
  return {
    writes: [
      ...(hasRole ? [] : [mustChange(giveRole({ ...given, createdAt: context.now }))]),
      announceAccess({ personId: person.id, organizationId }, context),
    ],
    audit: hasRole ? [] : [{ subjectId: roleId, organizationId, to: role }],
    mail: tellAdministrators(
      administrators,
      { organization: organizationName, organizationId, name: person.name, change: "joined" },
      [person.id],
    ).mail,
  };
}
