import { lifecycle } from "#src/domain/lifecycle.ts";
import type { Severity } from "./advisory.ts";

/** What concerns an organization. It opens again by itself; `over`: nothing can be done about it any more. */
export const alert = lifecycle({
  open: { handle: "handled", dismiss: "notConcerned", lapse: "over" },
  handled: { reopen: "open", lapse: "over" },
  notConcerned: { reopen: "open", lapse: "over" },
  over: { reopen: "open" },
});

export type AlertState = (typeof alert.states)[number];

export const alertKinds = ["security", "product", "support", "sale", "contract"] as const;

export type AlertKind = (typeof alertKinds)[number];

/** What somebody can say about an alert, and the event that it is. */
export const answers = {
  handled: "handle",
  "not-concerned": "dismiss",
  reopen: "reopen",
} as const satisfies Record<string, (typeof alert.events)[number]>;

export type Answer = keyof typeof answers;

/** What can be said about an alert in this state; what is over opens again by itself alone. */
export const answersIn = (state: AlertState) =>
  state === "over"
    ? []
    : (Object.keys(answers) as Answer[]).filter((answer) => alert.next(state, answers[answer]) !== null);

export const isAnswer = (text: string): text is Answer => Object.hasOwn(answers, text);

/** How far a matter has come: what is told about it, since which day, and how pressing it is. */
export interface Stage {
  /** Names the sentence; of an advisory its last update. */
  readonly step: string;
  readonly since: string;
  readonly severity: Severity;
}

/** A matter as it is found now, of an organization. */
export interface Finding extends Stage {
  readonly kind: AlertKind;
  /** The advisory's id, the product's, or the contract's number. */
  readonly subject: string;
  readonly devices: number;
  /** When the newest of these devices came into the list, in milliseconds. */
  readonly newestAt: number;
}

/** An alert as it was written last. */
export interface Written {
  readonly state: AlertState;
  readonly since: string;
  readonly devices: number;
  /** When it was raised or answered last. */
  readonly changedAt: number;
}

/** What follows from finding a matter, or finding it no more, for the alert there is. */
export type Consequence = "raise" | "reopen" | "refresh" | "lapse" | "nothing";

/**
 * A matter that is new raises an alert. One that was answered opens again when something new happens: the advisory was
 * updated, the next step has come, or a device matches that did not before.
 */
export function consequenceOf(
  written: Written | null,
  found: (Stage & Pick<Finding, "devices" | "newestAt">) | null,
): Consequence {
  if (!found) return written && written.state !== "over" ? "lapse" : "nothing";
  if (!written) return "raise";
  if (written.state === "open") return "refresh";
  if (written.state === "over") return "reopen";
  const isNews =
    found.since > written.since || found.devices > written.devices || found.newestAt > written.changedAt;
  return isNews ? "reopen" : "refresh";
}
