import { companyOf } from "./domain-identifier.ts";
import { lifecycle } from "./lifecycle.ts";

/**
 * Somebody uses another e-mail address from now on (README.md 2.8): both mailboxes confirm, then the old one may object. Only one is
 * open of a person at a time.
 */
export const addressChange = lifecycle({
  asked: {
    confirmOld: "confirmedByOld",
    confirmNew: "confirmedByNew",
    withdraw: "withdrawn",
    lapse: "lapsed",
  },
  confirmedByOld: { confirmNew: "made", withdraw: "withdrawn", lapse: "lapsed" },
  confirmedByNew: { confirmOld: "made", withdraw: "withdrawn", lapse: "lapsed" },
  made: { object: "undone", settle: "settled", withdraw: "withdrawn" },
  settled: {},
  undone: {},
  withdrawn: {},
  lapsed: {},
});

export type AddressChangeState = (typeof addressChange.states)[number];

type ToConfirm = "asked" | "confirmedByOld" | "confirmedByNew";

/** Both mailboxes have not confirmed yet. */
export const isToConfirm = (state: AddressChangeState): state is ToConfirm =>
  addressChange.next(state, "lapse") !== null;

/** Which of the two mailboxes a link was sent to. */
export const sideOf = (change: { readonly oldEmail: string }, email: string) =>
  email === change.oldEmail ? ("Old" as const) : ("New" as const);

/** What has become of a change whose time is over. */
export const endOf = (state: AddressChangeState) => (state === "made" ? "settle" : "lapse");

/** Both addresses are of one company: then what the provider has associated with the one is the other's. */
export const isOneCompany = (one: string, other: string) => companyOf(one) === companyOf(other);
