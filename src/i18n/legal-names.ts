import { brand } from "#src/brand/brand.ts";
import { limits } from "#src/domain/limits.ts";
import { operatorNames } from "./operator-names.ts";

const day = 86_400_000;

const inDays = (prefix: string, times: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(times).map(([name, time]) => [
      `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`,
      String(time / day),
    ]),
  );

/** Each time as the jobs go by it, and each limit, so that no text says another one. */
export const times: Readonly<Record<string, string>> = {
  ...inDays("kept", limits.kept),
  ...inDays("lapse", limits.lapse),
  ...inDays("session", { idle: limits.session.idle, longest: limits.session.longest }),
  agentIdleHours: String(limits.session.idleOfAgent / 3_600_000),
  knownBrowserDays: String(limits.knownBrowser.lifetime / day),
  languageDays: String(limits.rememberedLanguage / day),
  draftMinutes: String(limits.draft.lifetime / 60_000),
  codeMinutes: String(limits.signInCode.lifetime / 60_000),
  activateDays: String(limits.account.activateWithin / day),
  remindDays: String(limits.accessRequest.remindAfter / day),
  openDays: String(limits.accessRequest.openAfter / day),
  agentDays: String(limits.accessRequest.agentAfter / day),
  objectDays: String(limits.reclaim.objectWithin / day),
  copiesPerDay: String(limits.copy.perDay),
};

/** What long texts may have in place of a name: who provides the portal, who runs it, and each time. */
export const legalNames: Readonly<Record<string, string>> = {
  portal: brand.portal,
  provider: brand.provider,
  support: brand.support,
  ...operatorNames,
  ...times,
};
