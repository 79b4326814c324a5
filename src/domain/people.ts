import { accountRoles } from "./account-grant.ts";
import { hasFailed, type MessageState } from "./message.ts";
import type { Holding } from "./policy.ts";
import { customerRoles } from "./role.ts";

/** What somebody holds in a place; a nominee's seat does not count yet. */
export type Standing = Holding | "nominee";

/** What can be held in each kind of place, in the order in which it is said. */
export const standings = {
  organization: ["delegated-administrator", "nominee", ...customerRoles],
  account: accountRoles,
} as const satisfies Record<string, readonly Standing[]>;

/** What a list of people is limited to; empty and null: everybody. */
export interface PeopleFilter {
  /** A part of a name or address. */
  readonly person: string;
  readonly role: Standing | null;
  /** Only those who were invited and have not come yet, as far as the reader may know that. */
  readonly invited: boolean;
  /** Only those who were given something by this operation. */
  readonly of: string | null;
  /** The address of the person behind whom the page begins: an id would tell who has another address since. */
  readonly after: string | null;
}

/** What became of the invitation of somebody who has not come yet. */
export const invitationStates = ["none", "waiting", "sent", "delivered", "failed"] as const;

export type InvitationState = (typeof invitationStates)[number];

const leaving: readonly MessageState[] = ["queued", "sending"];

/** What is said of the last invitation; null: there was none. */
export function invitationState(delivery: MessageState | null): InvitationState {
  if (delivery === null || delivery === "dropped") return "none";
  if (leaving.includes(delivery)) return "waiting";
  if (hasFailed(delivery)) return "failed";
  return delivery === "delivered" ? "delivered" : "sent";
}
