import { resource } from "#functions/http/address.ts";
import { saveProfile } from "#functions/use-cases/profile/save.ts";

export const portal = resource().page("portal").page("tasks").page("profile", { post: saveProfile }).routes;
