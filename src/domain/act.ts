import type { MessageKey } from "#locales/keys.ts";
import { calledTo, type Present } from "./known-name.ts";
import { limits } from "./limits.ts";
import type { Holding } from "./policy.ts";

/** A sentence that may have another in it, such as the name of a role. */
export interface Phrase {
  readonly key: MessageKey;
  readonly params?: Readonly<Record<string, string | number | Phrase>>;
}

/** What is asked before something is taken from somebody: what is lost, and what follows for whom. */
export interface Check {
  readonly question: Phrase;
  readonly loses: readonly Phrase[];
  /** What else it is about, in lists. */
  readonly lists?: readonly { readonly title: Phrase; readonly items: readonly Phrase[] }[];
  readonly follows: readonly Phrase[];
  /** Words of one's own that others will read. */
  readonly quote?: string;
  /** Where whoever does not mean it goes; without it, to the page of the form. */
  readonly back?: string;
  /** On the button that does it. */
  readonly confirm: Phrase;
}

/** What is said of an act on the page that it leads to. */
export interface Done {
  readonly said: Phrase;
  /** The page whose form takes it back, where that can be done honestly. */
  readonly undo?: string | undefined;
}

/** The name of a role, as a phrase. */
export const roleName = (role: Holding | "nominee"): Phrase => ({ key: `roles.${role}` });

/** A role where it is held, in an organization, in a Smart Account or in a part of one. */
export const roleIn = (role: Holding | "nominee", place: string): Phrase => ({
  key: "acts.roleIn",
  params: { role: roleName(role), place },
});

/** A role that somebody was offered and has not taken. */
export const offeredRole = (role: Holding, place: string): Phrase => ({
  key: "acts.offered",
  params: { role: roleName(role), place },
});

/** What is said when somebody was given a role or lost it; who is not known yet is called by the address. */
export const roleSaid = (
  act: "give" | "take",
  reader: { readonly email: string },
  about: {
    readonly email: string;
    readonly person?: Pick<Present, "name" | "email"> | undefined;
    readonly held: readonly Pick<Present, "accepted">[];
  },
  role: Holding,
  place: string,
): Phrase => ({
  key: `acts.${act}.done`,
  params: {
    name: about.person ? calledTo(reader, about.person, about.held) : about.email,
    role: roleName(role),
    place,
  },
});

/** Somebody who holds these things hears of it by e-mail; whoever never came is written to no second time. */
export const isTold = (name: string, held: readonly { readonly accepted: 0 | 1 }[]): Phrase => ({
  key: held.some(({ accepted }) => accepted === 1) ? "acts.check.told" : "acts.check.toldIfCame",
  params: { name },
});

/** It can be taken back for a while. */
export const canBeUndone: Phrase = { key: "acts.check.undo", params: { minutes: limits.undo / 60_000 } };

/** It cannot be taken back. */
export const cannotBeUndone: Phrase = { key: "acts.check.never" };

/** A contract, in the middle of a sentence. */
export const contractCalled = (contractNumber: string): Phrase => ({
  key: "acts.contract",
  params: { contractNumber },
});

/** Before a request is taken back, or, without a place, a registration that an agent looks at. */
export const withdrawing = (place?: string | Phrase): Check =>
  place === undefined
    ? {
        question: { key: "acts.withdrawRegistration.question" },
        loses: [{ key: "acts.withdrawRegistration.ends" }],
        follows: [{ key: "acts.check.toldNobody" }, { key: "acts.withdrawRegistration.again" }],
        confirm: { key: "acts.withdraw.confirm" },
      }
    : {
        question: { key: "acts.withdraw.question", params: { place } },
        loses: [{ key: "acts.withdraw.ends", params: { place } }],
        follows: [{ key: "acts.withdraw.nobody" }, { key: "acts.withdraw.again" }],
        confirm: { key: "acts.withdraw.confirm" },
      };

/** After that. */
export const withdrawn = (place?: string | Phrase): Phrase =>
  place === undefined
    ? { key: "acts.withdrawRegistration.done" }
    : { key: "acts.withdraw.done", params: { place } };
