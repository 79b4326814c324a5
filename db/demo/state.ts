import { build, type Statement } from "#db/builder.ts";
import { person } from "#db/schema/person.ts";
import { operation } from "#db/schema/record.ts";
import { registration } from "#db/schema/registration.ts";
import { role } from "#db/schema/role.ts";
import { seat } from "#db/schema/seat.ts";
import {
  type OrganizationId,
  organizationIdOf,
  type PersonId,
  type RegistrationId,
  type SeatId,
} from "#src/domain/ids.ts";
import { terms } from "#src/domain/limits.ts";
import { accountOperations, accountState } from "./account-state.ts";
import { listState } from "./lists.ts";
import { administrators, people, type Person, readers, tries } from "./people.ts";
import { audit, began, idOf, minute, operationOf } from "./records.ts";

/**
 * People, administrators in office, Smart Accounts and lists of devices, with the records that their way there would have
 * left. The first statement fails when all this was written before.
 */
export const demoState = (now: number): { once: Statement; writes: Statement[] } => ({
  once: build
    .insert(operation)
    .values([
      ...offices.flatMap(({ given, accepted }) => [given, accepted]),
      ...associations.map(({ given }) => given),
      ...accountOperations,
    ]),
  writes: [
    build.insert(person).values(people.map(known)).onConflictDoNothing(),
    ...offices.flatMap(takeOffice),
    ...associations.flatMap(associate),
    ...accountState(),
    ...listState(now),
  ],
});

const known = ({ email, name, language }: Person) => ({
  id: idOf(email),
  email,
  emailVerified: true,
  name,
  language,
  createdAt: new Date(began),
  updatedAt: new Date(began),
});

interface Office {
  readonly id: PersonId;
  readonly organizationId: OrganizationId;
  readonly email: string;
  readonly position: number;
  readonly origin: "claim" | "nomination";
  readonly nominatedBy: PersonId | null;
  readonly given: ReturnType<typeof operationOf>;
  readonly accepted: ReturnType<typeof operationOf>;
}

const offices: readonly Office[] = administrators.map(({ email, organizationId, nominatedBy }, index) => {
  const id = idOf(email);
  const actor = idOf(nominatedBy ?? email);
  const at = began + (index + 1) * 90 * minute;
  const colleagues = administrators.filter((other) => other.organizationId === organizationId);
  return {
    id,
    nominatedBy: nominatedBy === null ? null : idOf(nominatedBy),
    organizationId: organizationIdOf(organizationId),
    email,
    position: 1 + colleagues.findIndex((other) => other.email === email),
    origin: nominatedBy ? "nomination" : "claim",
    given: operationOf(nominatedBy ? "seat.nominate" : "registration.confirm-address", actor, at, id),
    accepted: operationOf("seat.accept-terms", id, at + 10 * minute, id),
  };
});

function takeOffice(office: Office): Statement[] {
  const { id, nominatedBy, organizationId, position, origin, given, accepted } = office;
  const seatId = `${id}-seat` as SeatId;
  const roleId = `${id}-role`;
  const registrationId = `${id}-registration` as RegistrationId;
  return [
    ...(nominatedBy ? [] : register(office, registrationId)),
    build.insert(seat).values({
      id: seatId,
      organizationId,
      personId: id,
      position,
      origin,
      originId: nominatedBy ?? registrationId,
      termsVersion: terms.version,
      termsAcceptedAt: accepted.at,
      createdAt: given.at,
    }),
    build.insert(role).values({
      id: roleId,
      organizationId,
      personId: id,
      role: "customer-administrator",
      originId: nominatedBy ? given.id : registrationId,
      createdAt: given.at,
    }),
    audit(given, organizationId, seatId, null, origin),
    audit(given, organizationId, roleId, null, "customer-administrator"),
    audit(accepted, organizationId, seatId, null, terms.version),
  ];
}

const associations = readers.map(({ email, organizationId, givenBy }, index) => ({
  id: idOf(email),
  organizationId: organizationIdOf(organizationId),
  given: operationOf("person.associate", idOf(givenBy), began + (9 + index) * 90 * minute, idOf(email)),
}));

const associate = ({ id, organizationId, given }: (typeof associations)[number]): Statement[] => [
  build.insert(role).values({
    id: `${id}-role`,
    organizationId,
    personId: id,
    role: "customer-user",
    originId: given.id,
    createdAt: given.at,
  }),
  audit(given, organizationId, `${id}-role`, null, "customer-user"),
];

const register = ({ id, email, organizationId, given }: Office, registrationId: RegistrationId) => [
  build.insert(registration).values({
    id: registrationId,
    personId: id,
    state: "administrator",
    answers: answersOf(email, organizationId),
    createdAt: given.at - 30 * minute,
    changedAt: given.at,
  }),
  audit(given, organizationId, registrationId, "draft", "administrator"),
];

function answersOf(email: string, organizationId: OrganizationId) {
  const { contractNumber, serialNumber } = tries.find((one) => one.email === email)!;
  return { contractNumber, serialNumber, organizationId };
}
