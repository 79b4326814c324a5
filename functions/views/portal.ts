import { type AccessRow, accountAccessOf } from "#db/queries/account-role.ts";
import { type Glance, holdingsOf, organizationsAtGlance } from "#db/queries/glance.ts";
import { daysUntil } from "#src/domain/calendar.ts";
import { limits } from "#src/domain/limits.ts";
import { type Action, can, type Holding } from "#src/domain/policy.ts";
import { isWaiting, type RegistrationState } from "#src/domain/registration.ts";
import { customerRoles } from "#src/domain/role.ts";
import { asker, query, signedIn } from "#functions/command/query.ts";
import { standing } from "#functions/standing/onboarding.ts";
import { setUp, setUpView } from "./onboarding/set-up.ts";
import { taskRecords, tasks } from "./tasks.ts";

/** So many, or more than were counted. */
const upTo = (most: number, count: number) => ({ count: Math.min(count, most), more: count > most });

const inOrder = ["delegated-administrator", "nominee", ...customerRoles] as const;

/** A contract that ends within a year: what is further ahead is no news. */
function endOf(endsOn: string | null, today: string) {
  const days = endsOn === null ? Infinity : daysUntil(today, endsOn);
  return days > 365 ? null : { days, soon: days <= limits.coverage.endingWithin };
}

/** An organization as whoever holds something there may know it; of a nominee's, who holds nothing yet, only the name. */
function organizationView(row: Glance, today: string) {
  const held = holdingsOf(row);
  const holds = held.map((one) => one.holds).filter((one): one is Holding => one !== "nominee");
  const may = (action: Action) => can(holds, action);
  const { devices, covered, alerts, urgent } = row;
  return {
    id: row.id,
    name: row.name,
    city: row.city,
    roles: inOrder.filter((role) => held.some(({ own, holds: one }) => own && one === role)),
    people: may("person.associate") ? upTo(limits.glance.people, row.people) : null,
    requests: may("accessRequest.decide") ? upTo(limits.glance.requests, row.requests) : null,
    report: may("report.read")
      ? {
          partial: row.partial === 1,
          list: devices
            ? { devices, covered: covered!, share: Math.floor((100 * covered!) / devices) }
            : null,
          endsIn: endOf(row.endsOn, today),
          alerts,
          urgent,
        }
      : null,
    /** The one thing to do next. */
    mayLoad: !devices && may("device.load"),
  };
}

/** What somebody does next who has nothing yet. */
const nextOf = (state: RegistrationState | undefined): "waiting" | "unfinished" | "nothing" =>
  isWaiting(state) ? "waiting" : state === "draft" ? "unfinished" : "nothing";

/** The accounts in which somebody holds something, each with its roles once. */
function accountsHeld(access: readonly AccessRow[]) {
  const byDomain = Map.groupBy(access, ({ domainIdentifier }) => domainIdentifier);
  return [...byDomain].map(([domainIdentifier, rows]) => ({
    domainIdentifier,
    name: rows[0]!.name,
    roles: [...new Set(rows.map(({ role }) => role))],
  }));
}

const first = <T>(most: number, all: readonly T[]) => ({
  shown: all.slice(0, most),
  more: all.length > most,
});

/** Several who ask for the same are one line: how many they are, and since when the first has waited. */
function grouped(waiting: ReturnType<typeof tasks>) {
  const places = Map.groupBy(waiting, ({ purpose, params }) =>
    purpose === "decideRequest" ? params.organization : null,
  );
  return waiting.flatMap((task) => {
    const alike = task.purpose === "decideRequest" ? places.get(task.params.organization)! : [task];
    if (alike.length === 1) return [{ ...task, count: 1 }];
    return alike[0] === task ? [{ ...task, count: alike.length, address: "tasks" }] : [];
  });
}

/** What a new administrator does first, and what of it is done; null when all is, or somebody else decides there. */
function startOf(held: readonly ReturnType<typeof organizationView>[], waiting: ReturnType<typeof tasks>) {
  const first = held.find(({ roles }) => roles.includes("delegated-administrator"));
  if (!first) return null;
  const terms = waiting.find(({ purpose }) => purpose === "acceptTerms");
  const steps = {
    terms: !terms,
    people: (first.people?.count ?? 0) > 1,
    devices: Boolean(first.report?.list),
  };
  return Object.values(steps).every(Boolean)
    ? null
    : { organizationId: first.id, terms: terms?.address ?? null, steps };
}

/** What a signed-in person has, at a glance: what waits, organizations with their figures, accounts, the next step. */
export const portalPage = query({
  load: (_: unknown, context) => ({
    held: organizationsAtGlance(asker(context), context.today),
    ...setUp(context),
    access: accountAccessOf(asker(context)),
    ...taskRecords(context),
  }),
  view: (actor, loaded, _, context) => {
    const person = signedIn(actor);
    const at = standing(loaded, person, context);
    const waiting = tasks(loaded, at, context);
    const organizations = loaded.held.map((row) => organizationView(row, context.today));
    return {
      name: person.name,
      now: context.now,
      setUp: setUpView(loaded, context),
      isAgent: context.settings.agents.includes(person.email),
      tasks: { ...first(limits.glance.tasks, grouped(waiting)), count: waiting.length },
      registration: at.registration && { state: at.registration.state, here: at.here },
      /** Of somebody who has nothing yet. */
      next: nextOf(at.registration?.state),
      start: startOf(organizations, waiting),
      organizations: first(limits.glance.organizations, organizations),
      accounts: first(limits.glance.accounts, accountsHeld(loaded.access)),
    };
  },
});
