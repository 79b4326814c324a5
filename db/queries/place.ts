import { sql } from "drizzle-orm";
import type { AccountId, OrganizationId } from "#src/domain/ids.ts";
import { build } from "#db/builder.ts";
import { asKept } from "./account.ts";

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

/** The place that an address names; of accounts only one in use. */
export const placeByKey = (key: PlaceKey) =>
  build.all<Place>(
    "domain" in key
      ? sql`select 'account' as kind, id, coalesce(name, '') as name, domain_identifier as domain from smart_account
          where domain_identifier = ${asKept(key.domain)} and state = 'active'`
      : sql`select 'organization' as kind, id, name from organization where id = ${key.organizationId}`,
  );
