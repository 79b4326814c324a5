import type { ReviewDecision } from "#src/domain/review.ts";
import type { Language } from "./languages.ts";
import { translator } from "./translator.ts";

/** Texts that agents need again and again, for each of the two ways of writing to somebody; editors own their words. */
export const replies = {
  ask: ["site", "role", "proof"],
  refuse: ["workAddress", "notYours", "narrower", "other"],
} as const satisfies Partial<Record<ReviewDecision, readonly string[]>>;

export type Reply = {
  [D in keyof typeof replies]: `${D}.${(typeof replies)[D][number]}`;
}[keyof typeof replies];

export const allReplies: readonly Reply[] = [
  ...replies.ask.map((name) => `ask.${name}` as const),
  ...replies.refuse.map((name) => `refuse.${name}` as const),
];

/** A saved text as its reader gets it. */
export const replyIn = (language: Language, reply: Reply) => translator(language)(`replies.${reply}.text`);

/** What goes to somebody: the saved text of that decision, if one was chosen, and below it what was typed. */
export function withReply(
  language: Language,
  decision: ReviewDecision,
  chosen: string,
  typed: string,
): string {
  const reply = allReplies.find((one) => one === chosen && one.startsWith(`${decision}.`));
  return [reply && replyIn(language, reply), typed].filter(Boolean).join("\n\n");
}
