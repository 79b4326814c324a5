import { portalPage, tasksPage } from "../use-cases/portal/pages.ts";
import { profilePage } from "../use-cases/profile/page.ts";
import { saveProfile } from "../use-cases/profile/save.ts";
import { act, resource, show } from "./address.ts";

const profile = { place: "profile", query: profilePage };

export const portal = resource()
  .at("portal", { get: show({ place: "portal", query: portalPage }) })
  .at("tasks", { get: show({ place: "tasks", query: tasksPage }) })
  .at("profile", { get: show(profile), post: act(saveProfile, profile) }).routes;
