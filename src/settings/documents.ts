import { exampleLine, settingNames, settings } from "./settings.ts";

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
    "# What is not commented out is needed, and to be filled in.",
    ...settingNames.flatMap((name) => {
      const { meaning, needed, secret } = settings[name];
      const value = exampleLine(settings[name]);
      // Nobody starts with somebody else's name: what is needed is to be filled in.
      if (needed) return ["", `# ${meaning}${secret ? "" : `; for example ${value}`}`, `${name}=`];
      return ["", `# ${meaning}`, `# ${name}=${secret ? "" : value}`];
    }),
    "",
  ].join("\n");
