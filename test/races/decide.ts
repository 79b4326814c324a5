import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { Write } from "#db/client.ts";
import { link } from "#db/schema/link.ts";
import { outbox } from "#db/schema/outbox.ts";
import type { AccessRequestId, LinkId } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { linkToken, nonce, sha256 } from "#functions/context/secrets.ts";
import { offices } from "#test/helpers/offices.ts";
import { letter } from "#test/helpers/scenery.ts";
import {
  atOnce,
  lookThenAct,
  type Colleague,
  type Reply,
  secret,
  type Stage,
  tally,
} from "#test/helpers/stage.ts";

/** One round: so many people at once, and what came of it. */
export type Race = (stage: Stage, racers: number) => Promise<string>;

export const fair = "one decided, the others know who";

/** A request that waits, and everybody who was asked about it, each with a link. */
interface Asked {
  readonly id: AccessRequestId;
  readonly organizationId: string;
  readonly requester: Colleague;
  readonly deciders: readonly { readonly person: Colleague; readonly path: string }[];
}

/** A company with so many administrators in office, all asked about one request of a colleague. */
async function asked(stage: Stage, count: number): Promise<Asked> {
  const company = await stage.company();
  const [requester, first, ...others] = await stage.people(company, count + 1);
  const organizationId = company.middle;
  const writes: Write[] = [];
  const { claim, nominate, request } = offices((more) => Promise.resolve(writes.push(...more)));
  await claim(first!, organizationId, company);
  for (const [index, other] of others.entries())
    await nominate(other, organizationId, first!, { position: index + 2 });
  const made = await request(requester!, organizationId, first!, company);
  const deciders = [
    { person: first!, path: made.link },
    ...others.map((person) => ({ person, path: askToo(made.id, person, writes) })),
  ];
  await stage.write(writes);
  return { id: made.id, organizationId, requester: requester!, deciders };
}

/** Puts the request to somebody else as well; the path of the link. */
function askToo(subjectId: AccessRequestId, { email }: Colleague, writes: Write[]): string {
  const made = { id: randomUUID() as string as LinkId, purpose: "decideRequest" as const, nonce: nonce() };
  const token = linkToken(secret, made);
  const now = Date.now();
  writes.push(
    build.insert(link).values({
      ...made,
      email,
      subjectId,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: now + limits.lastingLink.lifetime,
    }),
    build.insert(outbox).values({
      ...letter(email, now),
      id: randomUUID(),
      template: "request-opened-to-you",
      linkId: made.id,
      state: "delivered",
      providerId: randomUUID(),
    }),
  );
  return `/en/link/${token}`;
}

const ways: readonly Record<string, string>[] = [
  { decision: "approve", role: "customer-user" },
  { decision: "deny", comment: "Not one of us" },
  { decision: "approve", role: "customer-administrator" },
];

const outcomeOf = async ({ read }: Stage, { id, requester }: Asked) => {
  const [row] = await read<{ state: string; decidedBy: string | null; roles: number; told: number }>(sql`
    select state, decided_by as decidedBy,
      (select count(*) from role where origin_id = ${id}) as roles,
      (select count(*) from outbox where recipient = ${requester.email}
        and template in ('access-granted', 'access-denied')) as told
    from access_request where id = ${id}`);
  return row!;
};

/** Everybody who was asked decides at the same moment, one way or another. */
export const deciders: Race = async (stage, racers) => {
  const request = await asked(stage, racers);
  const replies = await atOnce(racers, (number) =>
    stage.post(request.deciders[number]!.person, request.deciders[number]!.path, ways[number % ways.length]),
  );
  const { state, decidedBy, roles, told } = await outcomeOf(stage, request);
  if (roles !== (state === "approved" ? 1 : 0) || told !== 1) return `${state}: ${roles} roles, told ${told}`;
  for (const [number, reply] of replies.entries()) {
    const { person } = request.deciders[number]!;
    const wrong = person.id === decidedBy ? ledOn(reply) : toldOf(reply, nameOf(request, decidedBy));
    if (wrong) return wrong;
  }
  return fair;
};

const nameOf = ({ deciders: all }: Asked, id: string | null) =>
  all.find(({ person }) => person.id === id)?.person.name ?? "nobody";

const ledOn = ({ status, location }: Reply) =>
  status === 303 && /\/requests\/|\/tasks$/u.test(location) ? null : `the winner was answered ${status}`;

function toldOf({ status, body }: Reply, winner: string): string | null {
  if (status !== 409) return `a loser was answered ${status}`;
  if (!body.includes(winner)) return "a loser was not told who decided";
  return /\d{1,2} \w+ \d{4} at \d{2}:\d{2} CES?T/u.test(body) ? null : "a loser was not told when";
}

/** The requester withdraws while everybody decides. */
export const withdrawing: Race = async (stage, racers) => {
  const request = await asked(stage, racers);
  const [withdrawn, ...replies] = await atOnce(racers + 1, (number) =>
    number === 0
      ? stage.post(request.requester, "/en/onboarding/status", { action: "withdraw", confirmed: "yes" })
      : stage.post(request.deciders[number - 1]!.person, request.deciders[number - 1]!.path, ways[0]),
  );
  const { state, roles, told } = await outcomeOf(stage, request);
  const won = tally([withdrawn!, ...replies].map(({ status }) => status));
  const winners = won["303"] ?? 0;
  const expected = state === "approved" ? 1 : 0;
  if (winners !== 1 || won["409"] !== racers) return `answered ${JSON.stringify(won)}`;
  if (roles !== expected || told !== expected) return `${state}: ${roles} roles, told ${told}`;
  return (withdrawn!.status === 303) === (state === "withdrawn") ? fair : "the wrong one was told it had won";
};

/** Every administrator decides while stepping down; the others are told of each, so that a few are enough. */
export const losingTheSeat: Race = async (stage, all) => {
  const racers = Math.ceil(all / 4);
  const request = await asked(stage, racers);
  const { organizationId } = request;
  const statuses = await atOnce(racers, async (number) => {
    const { person, path } = request.deciders[number]!;
    const [{ status }] = await Promise.all([
      stage.post(person, path, ways[0]),
      stage.post(person, `/en/organizations/${organizationId}/administrators`, {
        action: "step-down",
        confirmed: "yes",
      }),
    ]);
    return status;
  });
  const { state, roles } = await outcomeOf(stage, request);
  const winners = statuses.filter((status) => status === 303).length;
  if (winners !== (state === "approved" ? 1 : 0) || roles !== winners)
    return `${state}: ${winners} winners, ${roles} roles`;
  if (!statuses.every((status) => [303, 403, 409].includes(status))) return `answered ${statuses.join(", ")}`;
  const late = await stage.read(sql`
    select 1 from access_request a
    join audit_event decided on decided.subject_id = a.id and decided.to_state = 'approved'
    join seat s on s.person_id = a.decided_by and s.organization_id = a.organization_id
    join audit_event ended on ended.subject_id = s.id and ended.to_state = 'ended'
    where a.id = ${request.id} and ended.id < decided.id`);
  return late.length ? "somebody decided without a seat" : fair;
};

/** What many write who have not read this repository: look whether it waits, then decide. */
export const naive: Race = async (stage, racers) => {
  const id = randomUUID();
  await stage.write([
    build.run(sql`create table if not exists naive_request (id text, state text)`),
    build.run(sql`insert into naive_request values (${id}, 'pending')`),
  ]);
  const look = () => stage.read<{ state: string }>(sql`select state from naive_request where id = ${id}`);
  const won = await lookThenAct(stage, racers, look, async ([request]) => {
    if (request!.state !== "pending") return false;
    await stage.write([build.run(sql`update naive_request set state = 'approved' where id = ${id}`)]);
    return true;
  });
  return won.filter(Boolean).length === 1 ? fair : "several decided";
};
