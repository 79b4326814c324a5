import type { MessageKey, Translate } from "./translator.ts";
import en from "#locales/en/history.json" with { type: "json" };
import roles from "#locales/en/roles.json" with { type: "json" };

type Actions = typeof en.actions;

/** What is on record: an action for which the history has a sentence. */
export type AuditAction = {
  [C in keyof Actions & string]: `${C}.${keyof Actions[C] & string}`;
}[keyof Actions & string];

/** What the history has a sentence for: actions as `concept.verb`. */
export const toldActions: readonly string[] = Object.entries(en.actions).flatMap(([concept, verbs]) =>
  Object.keys(verbs).map((verb) => `${concept}.${verb}`),
);

/** What was done, in words; an action without any is shown by its name. */
export const actionName = (t: Translate, action: string) =>
  toldActions.includes(action) ? t(`history.actions.${action}` as MessageKey) : action;

/** A state, a role, a place on a list or a version, in words. */
export function stateName(t: Translate, action: string, state: string | null): string {
  if (state === null) return "";
  if (Object.hasOwn(en.states, state)) return t(`history.states.${state}` as MessageKey);
  if (Object.hasOwn(roles, state)) return t(`roles.${state}` as MessageKey);
  if (action === "seat.order") return t("history.position", { position: state });
  if (action === "seat.accept-terms") return t("history.version", { version: state });
  return state;
}
