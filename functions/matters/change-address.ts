import {
  addressChangeById,
  type AddressChangeRow,
  changerOf,
  moveAddressChange,
} from "#db/queries/address-change.ts";
import { accountsLeft, givenUnasked, holdingsOfChanger, placesLeft } from "#db/queries/address-left.ts";
import { administratorsBeside } from "#db/queries/erasure-facts.ts";
import { linkByHash, subjectByHash } from "#db/queries/link.ts";
import { addressChange, isToConfirm, sideOf } from "#src/domain/address-change.ts";
import { move } from "#functions/command/consequences.ts";
import { makeChange } from "#functions/consequences/address/make.ts";
import { withdrawChange } from "#functions/consequences/address/withdraw.ts";
import { knownAgents } from "#functions/rights/agent.ts";
import { matter } from "./matter.ts";
import { linkOver } from "./own-link.ts";

/** That the new address is somebody's is told to whoever has proven to read that mailbox, and to nobody else. */
const isOver = ({ taken, state }: AddressChangeRow, side: "Old" | "New") =>
  taken === 1 && (side === "New" || state === "confirmedByNew");

/** Each of the two mailboxes confirms that somebody changes from the one address to the other (src/domain/README.md 2.8). */
export const changeAddress = matter({
  action: "address.confirm",

  load: (hash, context) => ({
    link: linkByHash(hash),
    change: addressChangeById(subjectByHash(hash)),
    beside: administratorsBeside(changerOf(subjectByHash(hash))),
    left: placesLeft(subjectByHash(hash)),
    accounts: accountsLeft(subjectByHash(hash)),
    given: givenUnasked(subjectByHash(hash)),
    held: holdingsOfChanger(subjectByHash(hash)),
    ...knownAgents(context),
  }),

  place: ({ change: [change] }) => change?.newEmail ?? "",

  view: ({ link }, { change: [change] }) =>
    change && isToConfirm(change.state) && !isOver(change, sideOf(change, link.email))
      ? {
          face: "changeAddress" as const,
          side: sideOf(change, link.email),
          from: change.oldEmail,
          to: change.newEmail,
        }
      : { face: "withdrawn" as const, status: 410 },

  done: ({ change: [change], link: [link] }, { decision }) => {
    if (!change || !link) return null;
    const side = sideOf(change, link.email);
    const isMade = addressChange.next(change.state, `confirm${side}`) === "made";
    const said = decision === "deny" ? "withdrawn" : isMade ? "made" : (`confirmed${side}` as const);
    return { said: { key: `address.acts.${said}`, params: { email: change.newEmail } } };
  },

  repeat: () => "profile/address",

  decide: ({ person, link }, { change: [change], ...told }, { decision }, context) => {
    if (!change || !isToConfirm(change.state) || change.dueAt <= context.now) throw linkOver();
    const side = sideOf(change, link.email);
    if (isOver(change, side)) throw linkOver();
    if (decision === "deny") return { next: "profile/address", ...withdrawChange(change, context) };
    const event = `confirm${side}` as const;
    const next = addressChange.next(change.state, event);
    if (next === null) throw linkOver();
    return next === "made"
      ? { next: "sign-in", ...makeChange(change, event, person, told, context) }
      : { next: "profile/address", ...move(moveAddressChange, change, event, { changedAt: context.now }) };
  },
});
