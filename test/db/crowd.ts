import { createClient } from "@libsql/client/web";
import type { Colleague } from "#test/helpers/stage.ts";
import { sizes } from "#test/proof/sizes.ts";

const { organizations, crowd, inOnePlace } = sizes;

const day = 86_400_000;

/** Numbers from 1 as `n`. */
const up = (to: number) => `generate_series(1, ${to})`;

/**
 * What a provider of many years has: people, their seats, roles, requests, messages and history, over all the organizations
 * `o0`, `o1` … that were imported, and one place and one Smart Account with a great deal of it; `heavy` administers both.
 */
export async function addCrowd(url: string, heavy: Colleague): Promise<void> {
  const now = Date.now();
  /** Nothing of the crowd falls due, however far the clock is moved. */
  const late = now + 9999 * day;
  const requests = Math.round(crowd / 0.6);
  const undecided = Math.round(requests / 10);
  const person = `'p' || (value % ${crowd})`;
  const anywhere = `'o' || (value % ${organizations})`;
  const place = `((value + 7 + value / ${crowd}) % ${organizations})`;
  const holder = `'p' || iif(${place} = 0, ${organizations}, ${place})`;
  const then = `${now} - ${day} * (2 + value % 300)`;
  const statements = [
    `insert into person (id, email, email_verified, name, language, created_at, updated_at)
      select 'p' || value, 'p' || value || '@company' || (value % 1000) || '0.example', 1, 'Pat ' || value, 'en', ${then}, ${now}
      from generate_series(0, ${crowd - 1})`,
    `insert into session (id, token, user_id, expires_at, created_at, updated_at)
      select 's' || value, 't' || value, ${person}, ${late}, ${now}, ${now} from ${up(crowd)}`,
    `insert into registration (id, person_id, state, answers, created_at, changed_at)
      select 'r' || value, ${person}, case when value <= 300 then 'underReview' else 'granted' end, '{}', ${then}, ${then} from ${up(crowd)}`,
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, terms_version, terms_accepted_at, created_at)
      select 's' || value, ${anywhere}, ${person}, 1, 'claim', 'r' || value, '2', ${then}, ${then} from ${up(organizations)}`,
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
      select 'g' || value, ${anywhere}, ${person}, 'customer-user', 'q' || value, ${then} from ${up(crowd)}`,
    `insert into access_request (id, requester_id, organization_id, registration_id, state, stage, clock_at, created_at, decided_at)
      select 'q' || value, ${person}, 'o' || ${place}, 'r' || (1 + value % ${crowd}),
        case when value <= ${undecided} then 'pending' else 'approved' end, 0, ${late}, ${now} - 1000 * value,
        case when value <= ${undecided} then null else ${now} - 1000 * value end
      from ${up(requests)}`,
    `insert into link (id, purpose, email, subject_id, nonce, token_hash, created_at, expires_at, acted_at)
      select 'l' || value, 'decideRequest', ${holder} || '@company' || (${place} % 1000) || '0.example', 'q' || value, 'n', 'h' || value, ${now} - 1000 * value, ${late},
        case when value <= ${undecided} then null else ${now} - 1000 * value end
      from ${up(requests)}`,
    `insert into outbox (id, template, recipient, language, priority, subject, html, text, operation_id, link_id, mailbox, causer,
        causer_domain, state, due_at, created_at, changed_at)
      select 'm' || value, 'request-to-decide', 'p' || (value % ${crowd}) || '@company' || (value % ${crowd} % 1000) || '0.example',
        'en', 3, '', '', '', 'op' || value, 'l' || value, 'p' || (value % ${crowd}), ${person}, 'company' || (value % 1000) || '0.example',
        'delivered', ${then}, ${then}, ${then}
      from ${up(requests)}`,
    `insert into operation (id, person_id, action, next, at) select 'op' || value, null, 'registration.request', '', ${then} from ${up(requests)}`,
    `insert into audit_event (at, actor, action, subject_id, organization_id, from_state, to_state, operation_id)
      select ${then}, ${person}, 'registration.request', 'q' || (1 + value % ${requests}), ${anywhere}, 'draft', 'requested', 'op' || (1 + value % ${requests})
      from ${up(crowd * 5)}`,
    `insert into review (id, kind, subject_id, person_id, organization_id, domain, reasons, state, due_at, told_at, created_at, decided_at)
      select 'v' || value, 'registration', 'r' || value, ${person}, ${anywhere}, 'company' || (value % 1000) || '0.example', '["noneOfTheAbove"]',
        case when value <= 300 then 'open' else 'refused' end, ${late}, ${now}, ${now} - 1000 * value,
        case when value <= 300 then null else ${now} - 500 * value end
      from ${up(3000)}`,

    `insert into organization (id, name, country) values ('big', 'Big', 'BE')`,
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, terms_version, terms_accepted_at, created_at)
      values ('sbig', 'big', '${heavy.id}', 1, 'claim', 'rbig', '2', ${now}, ${now})`,
    `insert into seat (id, organization_id, person_id, position, origin, origin_id, terms_version, terms_accepted_at, created_at)
      select 'h' || value, ${anywhere}, '${heavy.id}', 2, 'claim', 'h', '2', ${now}, ${now} from ${up(inOnePlace / 10)}`,
    `insert into role (id, organization_id, person_id, role, origin_id, created_at)
      select 'b' || value, 'big', ${person}, 'customer-user', 'b' || value, ${then} from ${up(inOnePlace)}`,
    `insert into access_request (id, requester_id, organization_id, state, stage, clock_at, created_at)
      select 'bq' || value, ${person}, 'big', 'pending', 0, ${late}, ${now} - value from ${up(inOnePlace / 10)}`,
    `insert into link (id, purpose, email, subject_id, nonce, token_hash, created_at, expires_at)
      select 'bl' || value, 'decideRequest', '${heavy.email}', 'bq' || value, 'n', 'bh' || value, ${now}, ${late} from ${up(inOnePlace / 10)}`,
    `insert into audit_event (at, actor, action, subject_id, organization_id, operation_id)
      select ${then}, ${person}, 'role.give', 'b' || (1 + value % ${inOnePlace}), 'big', 'bop' from ${up(inOnePlace)}`,

    `insert into smart_account (id, kind, state, requester_id, answers, domain_identifier, name, company_name, country, address, city, postal_code,
        created_at, changed_at, activated_at)
      values ('bigaccount', 'own', 'active', '${heavy.id}', '{}', 'big.example', 'Big', 'Big', 'BE', 'Street 1', 'Namur', '5000', ${now}, ${now}, ${now})`,
    `insert into role (id, account_id, person_id, role, origin_id, created_at)
      values ('ha', 'bigaccount', '${heavy.id}', 'smart-account-administrator', 'bigaccount', ${now})`,
    `insert into role (id, account_id, person_id, role, origin_id, created_at)
      select 'a' || value, 'bigaccount', ${person}, 'smart-account-user', 'a' || value, ${then} from ${up(inOnePlace)}`,
    `insert into audit_event (at, actor, action, subject_id, operation_id)
      select ${then}, ${person}, 'role.give', 'a' || (1 + value % ${inOnePlace}), 'aop' from ${up(inOnePlace)}`,
    // As if all scheduled work were done.
    "delete from deciders_changed",
    `insert into audit_seal (through_id, after_id, hash, tag, at) select max(id), (select max(through_id) from audit_seal), 'h', 't', ${now} from audit_event`,
  ];
  const client = createClient({ url });
  for (const statement of statements) await client.execute(statement);
  client.close();
}

/** The pages of whoever administers much, and what agents look for in a crowd. */
export const heavyPages = [
  "/en/portal",
  "/en/tasks",
  "/en/requests",
  "/en/organizations",
  "/en/accounts",
  "/en/organizations/big",
  "/en/organizations/big/people",
  "/en/organizations/big/people?person=pat+1",
  "/en/organizations/big/people?role=customer-user",
  "/en/organizations/big/people?state=invited",
  "/en/organizations/big/administrators",
  "/en/organizations/big/requests",
  "/en/organizations/big/requests/bq1",
  "/en/organizations/big/history",
  "/en/organizations/big/history?action=role.give",
  "/en/organizations/big/history?person=pat",
  "/en/organizations/big/history.csv",
  "/en/accounts/big.example",
  "/en/accounts/big.example/people",
  "/en/accounts/big.example/people?person=pat+1",
  "/en/accounts/big.example/requests",
  "/en/accounts/big.example/virtual-accounts",
  "/en/accounts/big.example/history",
];

export const agentPages = (heavy: Colleague) => [
  "/en/reviews",
  "/en/reviews?show=late",
  "/en/reviews?show=free",
  "/en/reviews?text=pat+1",
  "/en/reviews?domain=company10.example",
  "/en/reviews/v1",
  "/en/week",
  `/en/people?email=${heavy.email}`,
  "/en/people?email=p77@company770.example",
  "/en/people?email=pat+77",
  "/en/people?organization=big",
  "/en/people?organization=Company+77",
  "/en/people?account=big.example",
];
