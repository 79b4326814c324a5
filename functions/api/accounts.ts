import { resource } from "./address.ts";

export const accounts = resource().routes;
