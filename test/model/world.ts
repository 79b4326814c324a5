import { randomUUID } from "node:crypto";
import { createClient } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { auditEvent, operation } from "#db/schema/record.ts";
import { registration } from "#db/schema/registration.ts";
import { role } from "#db/schema/role.ts";
import { seat } from "#db/schema/seat.ts";
import type { OperationId, OrganizationId, PersonId, RegistrationId, SeatId } from "#src/domain/ids.ts";
import { newCompany, newPeople } from "#test/helpers/scenery.ts";
import { type Company, type Stage, startStage } from "#test/helpers/stage.ts";
import { Visitor } from "#test/helpers/visitor.ts";
import { type Facts, readFacts } from "./facts.ts";

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
}

/** One company with people of its own, somebody of another one, and an agent. */
export interface World {
  readonly stage: Stage;
  readonly company: Company;
  readonly places: readonly [root: OrganizationId, middle: OrganizationId, site: OrganizationId];
  readonly colleagues: readonly Member[];
  readonly stranger: Member;
  readonly agent: Member;
  readonly facts: () => Promise<Facts>;
}

export const agentEmail = "agent@ardenne.example";

/** A portal to walk in. */
export const openGround = async () => groundOn(await startStage({ env: { PORTAL_AGENTS: agentEmail } }));

/** A stage as a ground: its agent is signed in. */
export async function groundOn(stage: Stage) {
  const visitor = new Visitor(stage.portal.url);
  await visitor.signIn(agentEmail);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const [agent] = await stage.read<{ id: string }>(sql`select id from person where email = ${agentEmail}`);
  return { stage, agent: { id: agent!.id, email: agentEmail, cookie } };
}

export type Ground = Awaited<ReturnType<typeof openGround>>;

const kept = ["heartbeat", "local_clock", "__drizzle_migrations"];
const notTheAgent: Readonly<Record<string, string>> = { person: "id", session: "user_id" };

/** Clears a ground of all worlds, so that what was wrong in one is not found again; the agent stays. */
export async function clear({ stage, agent }: Ground): Promise<void> {
  const found = await stage.read<{ name: string; type: string; sql: string }>(
    sql`select name, type, sql from sqlite_master where type in ('table', 'trigger') and name not like 'sqlite_%'
      and name not like 'libsql_%'`,
  );
  const tables = found.filter(({ name, type }) => type === "table" && !kept.includes(name));
  const triggers = found.filter(({ type }) => type === "trigger");
  await createClient({ url: stage.portal.databaseUrl }).batch(
    [
      "pragma defer_foreign_keys = on",
      ...triggers.map(({ name }) => `drop trigger ${name}`),
      ...tables.map(({ name }) =>
        notTheAgent[name]
          ? `delete from ${name} where ${notTheAgent[name]} <> '${agent.id}'`
          : `delete from ${name}`,
      ),
      ...triggers.map(({ sql: made }) => made),
    ],
    "write",
  );
}

/** At which level somebody administers the company when a walk begins; null: nowhere. */
export type Level = 0 | 1 | 2 | null;

/** However much time a walk lets pass. */
const forEver = { endsOn: "9999-12-31" };

/** A company of its own for every walk. */
export async function openWorld({ stage, agent }: Ground, level: Level): Promise<World> {
  const [companies, elsewhere] = [newCompany(forEver), newCompany(forEver)];
  const company = companies.made;
  const [colleagues, strangers] = [newPeople(company, 5), newPeople(elsewhere.made, 1)];
  const places = [company.root, company.middle, company.site] as const;
  const everybody = [...colleagues.made, ...strangers.made];
  await stage.write([
    ...[companies, elsewhere, colleagues, strangers].flatMap(({ writes }) => writes),
    ...(level === null ? [] : administration(company, colleagues.made[0]!, places[level])),
  ]);
  return {
    stage,
    company,
    places,
    colleagues: colleagues.made,
    stranger: strangers.made[0]!,
    agent,
    facts: () =>
      readFacts(stage.open(), {
        people: everybody.map(({ id }) => id),
        emails: everybody.map(({ email }) => email),
        organizations: [...places, elsewhere.made.root, elsewhere.made.middle, elsewhere.made.site],
      }),
  };
}

/** As if the person had claimed the organization before. */
function administration(
  { contractNumber, serialNumber }: Company,
  { id }: Member,
  place: OrganizationId,
): Write[] {
  const personId = id as PersonId;
  const now = Date.now();
  const registrationId = randomUUID() as string as RegistrationId;
  const seatId = randomUUID() as string as SeatId;
  const roleId = randomUUID() as string;
  const verified = `registration.verify:${randomUUID()}` as OperationId;
  const confirmed = `link.act:${randomUUID()}` as OperationId;
  const by = (operationId: OperationId, subjectId: string, fromState: string | null, toState: string) => ({
    at: now,
    actor: id,
    action: operationId === verified ? "registration.verify" : "registration.confirm-address",
    subjectId,
    organizationId: place,
    fromState,
    toState,
    operationId,
  });
  return [
    build.insert(registration).values({
      id: registrationId,
      personId,
      state: "administrator",
      answers: { contractNumber, serialNumber, organizationId: place },
      createdAt: now,
      changedAt: now,
    }),
    build.insert(seat).values({
      id: seatId,
      organizationId: place,
      personId,
      position: 1,
      origin: "claim",
      originId: registrationId,
      createdAt: now,
    }),
    build.insert(role).values({
      id: roleId,
      organizationId: place,
      personId,
      role: "customer-administrator",
      originId: registrationId,
      createdAt: now,
    }),
    build.insert(operation).values(
      [verified, confirmed].map((one) => ({
        id: one,
        personId,
        action: one.split(":")[0]!,
        next: "",
        at: now,
      })),
    ),
    build
      .insert(auditEvent)
      .values([
        by(verified, registrationId, null, "draft"),
        by(confirmed, registrationId, "draft", "administrator"),
        by(confirmed, seatId, null, "claim"),
        by(confirmed, roleId, null, "customer-administrator"),
      ]),
  ];
}
