import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { accessRequest } from "#db/schema/access-request.ts";
import { link } from "#db/schema/link.ts";
import { organization } from "#db/schema/organization.ts";
import { outbox } from "#db/schema/outbox.ts";
import { person } from "#db/schema/person.ts";
import { registration } from "#db/schema/registration.ts";
import { review } from "#db/schema/review.ts";
import { role } from "#db/schema/role.ts";
import { seat } from "#db/schema/seat.ts";
import {
  type AccessRequestId,
  type LinkId,
  type OrganizationId,
  organizationIdOf,
  type RegistrationId,
  type ReviewId,
  type SeatId,
} from "#src/domain/ids.ts";
import { limits, terms } from "#src/domain/limits.ts";
import type { CustomerRole } from "#src/domain/role.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { recorded } from "./recorded.ts";
import { type Colleague, type Company, letter, secret } from "./scenery.ts";

type Holder = Pick<Colleague, "id" | "email">;

/** Seats, roles and requests with the records that their way there would have left. */
export function offices(write: (writes: readonly Write[]) => Promise<unknown>) {
  /** First administrator of an organization: claimed with the company's contract, the terms accepted. */
  async function claim(holder: Holder, organizationId: OrganizationId, of: Company) {
    const seatId = randomUUID() as string as SeatId;
    const registrationId = randomUUID() as string as RegistrationId;
    const seated = recorded(holder.id, "registration.confirm-address", seatId, organizationId, ["claim"]);
    const registered = recorded(holder.id, "registration.confirm-address", registrationId, organizationId, [
      "draft",
      "administrator",
    ]);
    const { contractNumber, serialNumber } = of;
    await write([
      build.insert(registration).values({
        id: registrationId,
        personId: holder.id,
        state: "administrator",
        answers: { contractNumber, serialNumber, organizationId },
        createdAt: seated.at,
        changedAt: seated.at,
      }),
      build.insert(seat).values({
        id: seatId,
        organizationId,
        personId: holder.id,
        position: 1,
        origin: "claim",
        originId: registrationId,
        termsVersion: terms.version,
        termsAcceptedAt: seated.at,
        createdAt: seated.at,
      }),
      ...registered.writes,
      ...seated.writes,
    ]);
    await give(holder, organizationId, "customer-administrator", registrationId);
    return seatId;
  }

  /** Nominated by somebody in office; counts where the terms are accepted. */
  async function nominate(
    holder: Holder,
    organizationId: OrganizationId,
    by: Holder,
    { position = 2, accepted = true, ended = false } = {},
  ) {
    const seatId = randomUUID() as string as SeatId;
    const done = recorded(by.id, "seat.nominate", seatId, organizationId, [
      "nomination",
      ...(ended ? ["ended"] : []),
    ]);
    await write([
      build.insert(seat).values({
        id: seatId,
        organizationId,
        personId: holder.id,
        position,
        origin: "nomination",
        originId: by.id,
        termsVersion: accepted ? terms.version : null,
        termsAcceptedAt: accepted ? done.at : null,
        createdAt: done.at,
        endedAt: ended ? done.at : null,
      }),
      ...done.writes,
    ]);
    if (accepted)
      await write(recorded(holder.id, "seat.accept-terms", seatId, organizationId, [terms.version]).writes);
    if (accepted && !ended) await give(holder, organizationId, "customer-administrator", seatId);
    return seatId;
  }

  /** A role, from an operation of its own unless something else gave it. */
  async function give(
    holder: Holder,
    organizationId: OrganizationId,
    given: CustomerRole,
    originId?: string,
  ) {
    const id = randomUUID();
    const done = recorded(holder.id, "role.give", id, organizationId, [given]);
    await write([
      ...done.writes,
      build.insert(role).values({
        id,
        organizationId,
        personId: holder.id,
        role: given,
        originId: originId ?? done.id,
        createdAt: done.at,
      }),
    ]);
    return id;
  }

  /** An undecided request, put to somebody; the path of the link that was sent. */
  async function request(requester: Holder, organizationId: OrganizationId, asked: Holder, of: Company) {
    const id = randomUUID() as string as AccessRequestId;
    const registrationId = randomUUID() as string as RegistrationId;
    const done = recorded(requester.id, "accessRequest.request", id, organizationId, ["pending"]);
    const started = recorded(requester.id, "accessRequest.request", registrationId, organizationId, [
      "draft",
      "requested",
    ]);
    const made = { id: randomUUID() as string as LinkId, purpose: "decideRequest" as const, nonce: nonce() };
    const token = linkToken(secret, made);
    const { contractNumber, serialNumber } = of;
    await write([
      build.insert(registration).values({
        id: registrationId,
        personId: requester.id,
        state: "requested",
        answers: { contractNumber, serialNumber },
        createdAt: done.at,
        changedAt: done.at,
      }),
      build.insert(accessRequest).values({
        id,
        requesterId: requester.id,
        organizationId,
        registrationId,
        contractNumber,
        serialNumber,
        state: "pending",
        clockAt: done.at,
        createdAt: done.at,
      }),
      build.insert(link).values({
        ...made,
        email: asked.email,
        subjectId: id,
        tokenHash: sha256(token),
        createdAt: done.at,
        expiresAt: done.at + limits.lastingLink.lifetime,
      }),
      build.insert(outbox).values({
        ...letter(asked.email, done.at),
        id: randomUUID(),
        template: "request-to-decide",
        linkId: made.id,
        state: "delivered",
        providerId: randomUUID(),
      }),
      ...started.writes,
      ...done.writes,
    ]);
    return { id, link: `/en/link/${token}` };
  }

  /** An open review: of an organization that nobody is said to administer. */
  async function vacancy(organizationId: OrganizationId) {
    const id = randomUUID() as string as ReviewId;
    const at = Date.now();
    const done = recorded("system", "vacancy.open", id, organizationId, ["open"]);
    await write([
      build.insert(review).values({
        id,
        kind: "vacancy",
        subjectId: organizationId,
        organizationId,
        reasons: ["nobodyDecides"],
        state: "open",
        dueAt: at + limits.review.answerWithin,
        createdAt: at,
      }),
      ...done.writes,
    ]);
    return id;
  }

  /** One more organization below another. */
  async function branch(parentId: OrganizationId, name: string) {
    const id = organizationIdOf(`${name}-${randomUUID().slice(0, 8)}`);
    await write([
      build
        .insert(organization)
        .values({ id, parentId, name: `${name} ${id}`, country: "BE", city: "Namur" }),
    ]);
    return id;
  }

  const disable = (holder: Holder) =>
    write([
      build
        .update(person)
        .set({ disabledAt: Date.now() })
        .where(sql`id = ${holder.id}`),
    ]);

  return { claim, nominate, give, request, vacancy, branch, disable };
}
