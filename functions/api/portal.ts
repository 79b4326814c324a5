import { portalPage } from "#functions/views/portal.ts";
import { profilePage } from "#functions/views/profile.ts";
import { tasksPage } from "#functions/views/tasks.ts";
import { saveProfile } from "#functions/use-cases/profile/save.ts";
import { act, resource, show } from "#functions/http/address.ts";

const profile = { place: "profile", query: profilePage };

export const portal = resource()
  .at("portal", { get: show({ place: "portal", query: portalPage }) })
  .at("tasks", { get: show({ place: "tasks", query: tasksPage }) })
  .at("profile", { get: show(profile), post: act(saveProfile, profile) }).routes;
