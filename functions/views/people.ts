import { accountIdOf, activeAccount } from "#db/queries/account.ts";
import { accountAdministrators } from "#db/queries/account-role.ts";
import { administratorsAt } from "#db/queries/administrator.ts";
import { everything, eventsWhere, happenedIn } from "#db/queries/history.ts";
import { organizationById } from "#db/queries/organization.ts";
import { searchOrganizations } from "#db/queries/organization-search.ts";
import { recoveryOf } from "#db/queries/recovery.ts";
import {
  accountsOf,
  concerns,
  lastMessages,
  openMattersOf,
  openReviewsAt,
  heldByCalled,
  peopleCalled,
  seatsOf,
} from "#db/queries/story.ts";
import { placesOf, somebodyByEmail, suspensionsOf } from "#db/queries/suspension.ts";
import { asciiDomain, domainOf, normalizeEmail } from "#src/domain/email.ts";
import { organizationIdOf } from "#src/domain/ids.ts";
import { limits } from "#src/domain/limits.ts";
import { message as lifecycle } from "#src/domain/message.ts";
import { oneLine } from "#src/domain/text.ts";
import { type Loaded, query } from "#functions/command/query.ts";
import type { Context, Person } from "#functions/context/context.ts";
import { agent, agentRecords } from "#functions/rights/agent.ts";
import { found, searchFor } from "#functions/standing/organization-search.ts";
import { eventView } from "./place/history.ts";

const {
  places: mostPlaces,
  suspensions: mostSuspensions,
  events: mostEvents,
  messages: mostMessages,
} = limits.person;
const { organizations: mostFound } = limits.search;

/** What an agent looks for: somebody's whole address or a beginning of a name; or one organization or Smart Account. */
interface Question {
  readonly email: string;
  readonly organization: string;
  readonly account: string;
}

const last = { after: null, most: mostEvents };

function load({ email, organization, account }: Question, context: Context) {
  const address = normalizeEmail(email) ?? "";
  const text = oneLine(email);
  const organizationId = organizationIdOf(organization);
  const accountId = accountIdOf(account);
  return {
    ...agentRecords(context),
    person: somebodyByEmail(address, context.realNow),
    places: placesOf(address, mostPlaces),
    seats: seatsOf(address, mostPlaces),
    suspensions: suspensionsOf(address, mostSuspensions),
    recovery: recoveryOf(address, {
      since: context.now - limits.passkey.recovery,
      agents: context.settings.agents,
    }),
    matters: openMattersOf(address, mostPlaces),
    messages: lastMessages(address, mostMessages),
    events: eventsWhere(concerns(address, last.most), everything, last),
    people: peopleCalled(text, mostFound),
    organizations: searchOrganizations(searchFor(email)),
    accounts: accountsOf(asciiDomain(domainOf(text)) ?? "", mostFound),
    organization: organizationById(organizationId),
    administrators: administratorsAt(organizationId),
    reviews: openReviewsAt(organizationId),
    organizationEvents: eventsWhere(happenedIn({ organizationId }), everything, last),
    account: activeAccount(account),
    accountAdministrators: accountAdministrators(accountId),
    accountEvents: eventsWhere(happenedIn({ accountId }), everything, last),
  };
}

type Records = Loaded<ReturnType<typeof load>>;

/** Where agents find people, organizations and Smart Accounts, read what became of them, and act on it. */
export const peopleWithAccessPage = query({
  load,
  view: (actor, records, { email, organization, account }, context) => {
    const own = agent(actor, context);
    const [person] = records.person;
    return {
      sought: email,
      person: person ? personView(person, records, own, context) : null,
      matches: email && !person ? matches(records) : null,
      organization: organization ? organizationView(records, own, context) : null,
      account: account ? accountView(records, own, context) : null,
    };
  },
});

function personView(person: Records["person"][number], records: Records, own: Person, context: Context) {
  const { places, seats, suspensions, matters, messages, events } = records;
  const [recovery] = records.recovery;
  return {
    ...person,
    isOwn: person.id === own.id,
    isAgent: context.settings.agents.includes(person.email),
    places,
    seats,
    suspensions,
    matters,
    messages: messages.map((message) => ({
      ...message,
      again: lifecycle.next(message.state, "resend") !== null && message.subject !== "" && !message.stopped,
    })),
    events: events.map((event) => eventView(event, own, context)),
    /** Another agent's, or one's own, word that all passkeys are lost. */
    recovery: recovery ? { ...recovery, isOwn: recovery.askedBy === own.id } : null,
  };
}

const matches = ({ people, organizations, accounts }: Records) => ({
  people: people.slice(0, mostFound).map((one) => ({ ...one, held: heldByCalled(one) })),
  ...found(organizations),
  accounts,
  more: people.length > mostFound || organizations.length > mostFound,
  count: Math.min(people.length, mostFound) + Math.min(organizations.length, mostFound) + accounts.length,
});

function organizationView(records: Records, own: Person, context: Context) {
  const [organization] = records.organization;
  if (!organization) return null;
  return {
    ...organization,
    administrators: records.administrators.map(({ name, email, organizationName, createdAt }) => ({
      name,
      email,
      organization: organizationName,
      since: createdAt,
    })),
    reviews: records.reviews,
    events: records.organizationEvents.map((event) => eventView(event, own, context)),
  };
}

function accountView(records: Records, own: Person, context: Context) {
  const [account] = records.account;
  if (!account) return null;
  return {
    ...account,
    administrators: records.accountAdministrators.map(({ createdAt, ...one }) => ({
      ...one,
      since: createdAt,
    })),
    events: records.accountEvents.map((event) => eventView(event, own, context)),
  };
}
