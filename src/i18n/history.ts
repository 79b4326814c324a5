import en from "#locales/en/history.json" with { type: "json" };
import reports from "#locales/en/reports.json" with { type: "json" };
import roles from "#locales/en/roles.json" with { type: "json" };
import type { KeyIn } from "#locales/keys.ts";
import type { Translate } from "./translator.ts";

type Actions = typeof en.actions;

/** What is on record: an action for which the history has a sentence. */
export type AuditAction = {
  [C in keyof Actions & string]: `${C}.${keyof Actions[C] & string}`;
}[keyof Actions & string];

/** What the history has a sentence for: actions as `concept.verb`. */
export const toldActions: readonly string[] = Object.entries(en.actions).flatMap(([concept, verbs]) =>
  Object.keys(verbs).map((verb) => `${concept}.${verb}`),
);

const isTold = (action: string): action is KeyIn<"history.actions"> => toldActions.includes(action);

const isIn = <Group extends object>(group: Group, name: string): name is keyof Group & string =>
  Object.hasOwn(group, name);

/** What was done, in words; an action without any is shown by its name. */
export const actionName = (t: Translate, action: string) =>
  isTold(action) ? t(`history.actions.${action}`) : action;

/** A state, a role, a place on a list or a version, in words. */
export function stateName(t: Translate, action: string, state: string | null): string {
  if (state === null) return "";
  if (action.startsWith("alert.") && isIn(reports.alertStates, state))
    return t(`reports.alertStates.${state}`);
  if (isIn(en.states, state)) return t(`history.states.${state}`);
  if (isIn(roles, state)) return t(`roles.${state}`);
  if (action === "seat.order") return t("history.position", { position: state });
  if (action === "seat.accept-terms") return t("history.version", { version: state });
  return state;
}
