import { saveProfile } from "#functions/use-cases/profile/save.ts";
import { resource } from "#functions/http/address.ts";

export const portal = resource().page("portal").page("tasks").page("profile", { post: saveProfile }).routes;
