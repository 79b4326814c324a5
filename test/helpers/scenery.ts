import { createHmac, randomUUID } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { build } from "#db/builder.ts";
import { openDatabase, type Write } from "#db/client.ts";
import { contract, device, entitlement } from "#db/schema/contract.ts";
import { link } from "#db/schema/link.ts";
import { organization } from "#db/schema/organization.ts";
import { outbox } from "#db/schema/outbox.ts";
import { person, session } from "#db/schema/person.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import { registration } from "#db/schema/registration.ts";
import {
  type LinkId,
  type OperationId,
  type OrganizationId,
  organizationIdOf,
  type PersonId,
  type RegistrationId,
} from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { sessionSecret } from "#functions/context/session-cookie.ts";

/** The portal's secret on every stage, so that sessions and links can be made without asking the portal. */
export const secret = "a secret of the tests with 32 characters or more";

/** A company of three levels; its contract is of the middle one, its device at the site. */
export interface Company {
  readonly root: OrganizationId;
  readonly middle: OrganizationId;
  readonly site: OrganizationId;
  readonly contractNumber: string;
  readonly serialNumber: string;
}

/** Somebody entitled by the company's contract and signed in. */
export interface Colleague {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  readonly token: string;
  readonly cookie: string;
  readonly registrationId: RegistrationId;
  /** The path of the confirmation link, where one was asked for. */
  readonly link: string;
}

interface Wanted {
  /** The organization chosen, by the number of the person; nobody has a registration without it. */
  readonly chosen?: (number: number) => OrganizationId;
  /** How long ago the confirmation link was sent; null: there is none. */
  readonly linkSentAgoMs?: number | null;
}

const cookieOf = (token: string) =>
  `session=${encodeURIComponent(`${token}.${createHmac("sha256", sessionSecret(secret)).update(token).digest("base64")}`)}`;

/** A message as the outbox has it; it lacks its id, kind and state. */
export const letter = (recipient: string, at: number) => ({
  recipient,
  language: "en",
  priority: 3,
  subject: "A subject",
  html: "<p>A letter</p>",
  text: "A letter",
  dueAt: at,
  createdAt: at,
  changedAt: at,
});

/** What is made, and what has to be written for it. */
interface Planned<Made> {
  readonly made: Made;
  readonly writes: readonly Write[];
}

/** A company with its contract and its device. */
export function newCompany({ endsOn = "2099-12-31" } = {}): Planned<Company> {
  const id = randomUUID().slice(0, 8);
  const [root, middle, site] = ["root", "middle", "site"].map((level) =>
    organizationIdOf(`${level}-${id}`),
  ) as [OrganizationId, OrganizationId, OrganizationId];
  const contractNumber = `C${id}`.toUpperCase();
  const serialNumber = `S${id}`.toUpperCase();
  const place = { country: "BE", city: "Namur" };
  const writes = [
    build.insert(organization).values([
      { id: root, parentId: null, name: `Root ${id}`, ...place },
      { id: middle, parentId: root, name: `Middle ${id}`, ...place },
      { id: site, parentId: middle, name: `Site ${id}`, ...place },
    ]),
    build.insert(contract).values({
      number: contractNumber,
      type: "SP Base",
      organizationId: middle,
      startsOn: "2020-01-01",
      endsOn,
    }),
    build.insert(device).values({ serialNumber, productId: "P1", contractNumber, organizationId: site }),
  ];
  return { made: { root, middle, site, contractNumber, serialNumber }, writes };
}

/** People of a company, signed in. */
export function newPeople(
  of: Company,
  count: number,
  { chosen, linkSentAgoMs = null }: Wanted = {},
): Planned<readonly Colleague[]> {
  const now = Date.now();
  const sentAt = now - (linkSentAgoMs ?? 0);
  const rows = Array.from({ length: count }, (_, number) => {
    const name = randomUUID().slice(0, 12);
    const made = {
      id: randomUUID() as string as LinkId,
      purpose: "confirmAddress" as const,
      nonce: nonce(),
    };
    const token = randomUUID();
    return {
      id: randomUUID() as string as PersonId,
      email: `${name}@stage-${of.contractNumber.toLowerCase()}.example`,
      name: `Pat ${name}`,
      token,
      cookie: cookieOf(token),
      registrationId: randomUUID() as string as RegistrationId,
      made,
      verified: `registration.verify:${randomUUID()}` as OperationId,
      link: `/en/link/${linkToken(secret, made)}`,
      organizationId: chosen?.(number),
    };
  });
  const { contractNumber, serialNumber } = of;
  const dated = { createdAt: new Date(now), updatedAt: new Date(now) };
  const writes = [
    build.insert(person).values(
      rows.map(({ id, email, name }) => ({
        id,
        email,
        name,
        emailVerified: true,
        language: "en" as const,
        ...dated,
      })),
    ),
    build.insert(session).values(
      rows.map(({ id, token }) => ({
        id: randomUUID(),
        token,
        userId: id,
        expiresAt: new Date(now + limits.session.idle),
        ...dated,
      })),
    ),
    build.insert(entitlement).values(rows.map(({ email }) => ({ contractNumber, email }))),
    ...(chosen
      ? [
          build.insert(registration).values(
            rows.map(({ id, registrationId, organizationId }) => ({
              id: registrationId,
              personId: id,
              state: "draft" as const,
              answers: { contractNumber, serialNumber, organizationId: organizationId! },
              createdAt: sentAt,
              changedAt: sentAt,
            })),
          ),
          build.insert(operation).values(
            rows.map(({ id, verified }) => ({
              id: verified,
              personId: id,
              action: "registration.verify",
              next: "",
              at: sentAt,
            })),
          ),
          build.insert(auditEvent).values(
            rows.map(({ id, verified, registrationId }) => ({
              at: sentAt,
              actor: id,
              action: "registration.verify",
              subjectId: registrationId,
              toState: "draft",
              operationId: verified,
            })),
          ),
        ]
      : []),
    ...(linkSentAgoMs === null
      ? []
      : [
          build.insert(link).values(
            rows.map(({ made, email, registrationId }) => ({
              ...made,
              email,
              subjectId: registrationId,
              tokenHash: sha256(linkToken(secret, made)),
              createdAt: sentAt,
              expiresAt: sentAt + limits.confirmationLink.lifetime,
            })),
          ),
          build.insert(outbox).values(
            rows.map(({ id, made, email }) => ({
              ...letter(email, sentAt),
              id,
              template: "confirm-address",
              linkId: made.id,
              state: "delivered" as const,
              providerId: id,
            })),
          ),
        ]),
  ];
  return { made: rows, writes };
}

/** Companies and people of a database, and what it says. */
export function scenery(url: string) {
  const open = () => openDatabase({ url, patience: 30_000 });
  const write = (writes: readonly Write[]) => open().write(null, writes);
  const read = async <T>(query: SQL) => (await open().read({ rows: build.all<T>(query) })).rows;

  const written = async <Made>({ made, writes }: Planned<Made>) => {
    await write(writes);
    return made;
  };

  return {
    open,
    write,
    read,
    company: () => written(newCompany()),
    people: (...wanted: Parameters<typeof newPeople>) => written(newPeople(...wanted)),
  };
}
