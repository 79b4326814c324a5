import { giveRole } from "#db/queries/role.ts";
import type { OrganizationId, PersonId, SeatId } from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import { type Consequences, record, tell, together, write } from "#functions/command/consequences.ts";
import { sendLink } from "#functions/consequences/link.ts";
import { announceAccess } from "#functions/consequences/provisioning.ts";
import type { Context } from "#functions/context/context.ts";
import type { Reader } from "#functions/emails/letter.ts";

interface NewSeat {
  readonly seatId: SeatId;
  readonly organizationId: OrganizationId;
  /** What the organization is called. */
  readonly organization: string;
  /** The registration or review by which the seat is held. */
  readonly originId: string;
  /** The Customer Administrator's role was given before. */
  readonly hasRole: boolean;
}

/** What comes with a seat that somebody claims or is appointed to: the role, a welcome, the terms to accept. */
export function settleIn(
  to: Reader & { readonly id: PersonId },
  { seatId, organizationId, organization, originId, hasRole }: NewSeat,
  context: Context,
): Consequences {
  const personId = to.id;
  return together(
    !hasRole && giveAdministratorRole({ organizationId, personId, originId }, context),
    tell("welcome", to, { organization, organizationId }),
    tell("customer-administrator-granted", to, { organization, organizationId }),
    sendLink(
      { purpose: "acceptTerms", to, subjectId: seatId },
      "accept-terms",
      { organization, version: terms.version, datedOn: terms.datedOn },
      context,
    ),
    write(announceAccess({ personId, organizationId }, context)),
  );
}

/** Changes nothing where somebody gave the role at the same time: the seat is what counts. */
function giveAdministratorRole(
  given: { readonly organizationId: OrganizationId; readonly personId: PersonId; readonly originId: string },
  { newId, now }: Context,
): Consequences {
  const id = newId();
  const role = "customer-administrator";
  return together(
    write(giveRole({ id, ...given, role, createdAt: now })),
    record({ subjectId: id, organizationId: given.organizationId, to: role }),
  );
}
