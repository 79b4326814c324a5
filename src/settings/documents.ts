import { settingNames, settings } from "./settings.ts";

/** The table of settings in README.md. */
export const settingsTable = () =>
  [
    "| setting | meaning | without it |",
    "| --- | --- | --- |",
    ...settingNames.map((name) => {
      const { meaning, without, needed, example, secret } = settings[name];
      const shown = secret ? "" : `; for example \`${example}\``;
      return `| \`${name}\`${needed ? " \\*" : ""} | ${meaning}${shown} | ${without} |`;
    }),
  ].join("\n");

/** `.env.example`: what must be set for others to use the portal, then what may be. */
export const exampleFile = () =>
  [
    "# Settings of npm run serve. Made from src/settings/settings.ts, as is the table in README.md.",
    "# What is not commented out is needed.",
    ...settingNames.flatMap((name) => {
      const { meaning, example, needed, secret } = settings[name];
      const value = /\s|</u.test(example) ? `"${example}"` : example;
      return ["", `# ${meaning}`, `${needed ? "" : "# "}${name}=${secret ? "" : value}`];
    }),
    "",
  ].join("\n");
