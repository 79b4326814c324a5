import { limits } from "#src/domain/limits.ts";
import { audit, other, type Planted, row } from "./rows.ts";

const end = limits.account.activateWithin;
const account = (id: string, columns: Record<string, string | number | null> = {}) =>
  row("smart_account", { id, domain_identifier: `${id}.example`, ...columns });

/** Smart Accounts and what is in them. */
export const accounts: Planted[] = [
  [
    "an account activated too late",
    "I8: account c1 was activated after its time",
    [account("c1", { activation_sent_at: 5, activated_at: 5 + end })],
  ],
  [
    "an account that expired too soon",
    "I8: account c2 expired before its time",
    [account("c2", { state: "expired", activation_sent_at: 5, ended_at: 4 + end })],
  ],
  [
    "an account that is declined and was activated",
    "I8: account c3 is declined and was activated",
    [account("c3", { state: "declined", activation_sent_at: 5, activated_at: 6 })],
  ],
  [
    "a role in an account that is not active",
    "I9: role ro40 is of account c3, which is declined",
    [row("role", { id: "ro40", account_id: "c3", role: "smart-account-user" })],
  ],
  [
    "a role from before the activation",
    "I9: role ro41 is of account c4, which is active",
    [
      account("c4", { activation_sent_at: 5, activated_at: 7 }),
      row("role", { id: "ro41", account_id: "c4", role: "smart-account-user", created_at: 6 }),
    ],
  ],
  [
    "a virtual account in an account that is not active",
    "I9: virtual account va1 is of account c3, which is declined",
    [row("virtual_account", { id: "va1", account_id: "c3" })],
  ],
  [
    "a request for an account that is not active",
    "I9: request q40 is for account c3, which is declined",
    [
      row("access_request", {
        id: "q40",
        organization_id: null,
        account_id: "c3",
        state: "expired",
        decided_at: 7,
      }),
    ],
  ],
  [
    "a nominee of an account that is not active",
    "I9: nominee n1 is accepted in account c3, which is declined",
    [row("nominee", { id: "n1", account_id: "c3", state: "accepted" })],
  ],
  [
    "a role in a virtual account of another account",
    "I9: role ro42 is of a virtual account that is closed, or of another account",
    [
      row("role", {
        id: "ro42",
        account_id: "c4",
        virtual_account_id: "va1",
        role: "virtual-account-user",
        created_at: 8,
      }),
    ],
  ],
  [
    "two accounts with one identifier",
    "I9: c4.example is the identifier of 2 accounts|I9: C4.example. is the identifier of 2 accounts",
    [
      "drop index smart_account_identifier",
      account("c5", { domain_identifier: "C4.example.", activation_sent_at: 5, activated_at: 7 }),
    ],
  ],
  [
    "a role that is not the nominee's",
    "I5: role ro43 is not the one that nominee n1 accepted",
    [row("role", { id: "ro43", account_id: "c4", role: "smart-account-viewer", origin_id: "n1" })],
  ],
  ["an account without administrators", "I13: account c4 is active and nobody administers it", []],
  [
    "an account without its agreement",
    "I14: account c4 is active without an agreement or a first administrator",
    [],
  ],
  [
    "an account that nobody looks at",
    "I14: account c8 waits for approval and no review is open",
    [account("c8", { state: "underApproval" })],
  ],
  [
    "a review of an account that is active",
    "I14: review v40 is open for an account that is active",
    [row("review", { id: "v40", kind: "identifier", subject_id: "c4" })],
  ],
  [
    "an account that nobody can activate",
    "I14: account c6 is provisional and nobody can activate it",
    [account("c6", { state: "provisional", activation_sent_at: 5 })],
  ],
  [
    "an account that is over and can still be activated",
    "I14: account c3 is over and decideRequest l40 still waits",
    [row("link", { id: "l40", subject_id: "c3", token_hash: "l40" })],
  ],
  ["a nominee without a role", "I14: nominee n1 accepted and has no role", []],
  [
    "a nominee who waits for an account that is over",
    "I14: nominee n2 is still nominated in account c2, which is expired",
    [row("nominee", { id: "n2", account_id: "c2", state: "nominated" })],
  ],
  [
    "a nominee who was removed and may still accept",
    "I14: nominee n3 may still accept, and the same person was removed",
    [
      row("nominee", {
        id: "n3",
        account_id: "c4",
        state: "allowed",
        changed_at: 4,
        email: "luc.fontenoy@clairval-france.example",
      }),
      row("role", {
        id: "ro44",
        account_id: "c4",
        role: "smart-account-viewer",
        person_id: other,
        ended_at: 5,
      }),
      audit("ro44", { action: "accountPerson.remove", to: "ended" }),
    ],
  ],
  ["a virtual account without an audit row", "I6: virtual account va1 was made without an audit row", []],
  [
    "a nominated administrator of whom nobody heard",
    "I14: seat s40 counts and its holder was never given the role of it",
    [row("seat", { id: "s40", organization_id: "nordlys-bergen", person_id: other })],
  ],
];
