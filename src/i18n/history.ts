import en from "#locales/en/history.json" with { type: "json" };
import reports from "#locales/en/reports.json" with { type: "json" };
import roles from "#locales/en/roles.json" with { type: "json" };
import { alertName, type Named } from "./alerts.ts";
import { uploadAddress } from "./devices.ts";
import type { Language } from "./languages.ts";
import { alertAddress } from "./organizations.ts";
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

const internal = [
  "address.ask",
  "address.confirm",
  "address.end",
  "address.withdraw",
  "alert.link",
  "alert.look",
  "upload.forget",
];

/** What a history can be searched for, of these concepts. */
export const soughtActions = (concepts: readonly string[]) =>
  toldActions.filter((action) => concepts.includes(action.split(".")[0]!) && !internal.includes(action));

/** An action that the history has words for. */
export const isTold = (action: string): action is AuditAction => toldActions.includes(action);

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

type Matter =
  | (Named & { readonly of: "alert"; readonly id: string; readonly organizationId: string })
  | {
      readonly of: "upload";
      readonly id: string;
      readonly organizationId: string;
      readonly added: number | null;
      readonly changed: number | null;
      readonly retired: number | null;
    };

/** What else than a person an event is about, in words, with the address of its page. */
export function matterName(t: Translate, matter: Matter, language: Language) {
  const { id, organizationId } = matter;
  if (matter.of === "alert")
    return { text: alertName(t, matter, language).text, address: alertAddress(organizationId, id) };
  const { added, changed, retired } = matter;
  const text =
    added === null
      ? t("devices.send.look")
      : t("history.loaded", { added, changed: changed ?? 0, retired: retired ?? 0 });
  return { text, address: uploadAddress(organizationId, id) };
}
