import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { AccountId, OrganizationId } from "#src/domain/ids.ts";
import { accountIdOf, asKept } from "./account.ts";
import type { AccountRealm, Realm } from "./right.ts";

export interface OrganizationPlace {
  readonly kind: "organization";
  readonly id: OrganizationId;
  readonly name: string;
}

export interface AccountPlace {
  readonly kind: "account";
  readonly id: AccountId;
  readonly name: string;
  /** The account's domain identifier: its name in addresses. */
  readonly domain: string;
}

/** Where people have roles and requests are decided. */
export type Place = OrganizationPlace | AccountPlace;

/** What an address names a place by. */
export type PlaceKey = { readonly organizationId: OrganizationId } | { readonly domain: string };

/** The kind of place that a key names. */
export type PlaceOf<Key extends PlaceKey> = Key extends { readonly domain: string }
  ? AccountPlace
  : OrganizationPlace;

/** What reads a place. */
export type PlaceReading<P extends Place> = ReturnType<typeof build.all<P>>;

/** The place that an address names; of accounts only one in use. */
export const placeByKey = <Key extends PlaceKey>(key: Key): PlaceReading<PlaceOf<Key>> =>
  build.all<PlaceOf<Key>>(
    "domain" in key
      ? sql`select 'account' as kind, id, coalesce(name, '') as name, domain_identifier as domain from smart_account
          where domain_identifier = ${asKept(key.domain)} and state = 'active'`
      : sql`select 'organization' as kind, id, name from organization where id = ${key.organizationId}`,
  );

/** Where rights in the Smart Account of an address are held. */
export const realmOfAccount = (domain: string): AccountRealm => ({ accountId: accountIdOf(domain) });

/** Where rights in the place of an address are held. */
export const realmOf = (key: PlaceKey): Realm => ("domain" in key ? realmOfAccount(key.domain) : key);
