import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDemoIfEmpty } from "#db/demo/load.ts";
import { type Outcome, tries, type Try } from "#db/demo/people.ts";
import { importDirectory } from "#db/import/run.ts";
import type { Database } from "#functions/local/portal.ts";
import { temporaryDirectory } from "#test/helpers/database.ts";
import { settingsFor } from "#test/helpers/oidc/world.ts";
import { startPortal } from "#test/helpers/portal.ts";

export type Tongue = "en" | "fr" | "nl";

/** Companies with long names and namesakes, one for each language, where several people may race. */
const crowded = {
  en: {
    name: "Great Northern Refrigeration, Warehousing and Distribution Holdings (Yorkshire)",
    site: "Cold Store and Potato Processing Plant of the North-East Polder",
  },
  fr: {
    name: "Établissements Vandenbrouckère-Delahaye, conditionnement et logistique du froid",
    site: "Entrepôt frigorifique et plateforme de conditionnement du Nord-Est",
  },
  nl: {
    name: "Coöperatieve Aardappelverwerkingsmaatschappij en Koelhuisvereniging Noordoostpolder",
    site: "Koelhuis en aardappelverwerkingsbedrijf Noordoostpolder-Zuid",
  },
};

const number = { en: "290000011", fr: "290000022", nl: "290000033" };

/** Somebody with a contract and a serial number to enter. */
export type Entrant = Pick<Try, "email" | "name" | "contractNumber" | "serialNumber">;

/** An employee of the crowded company of a language. */
export const entrant = (language: Tongue, who: string): Entrant => ({
  email: `${who}@crowded-${language}.example`,
  name: `Robin ${who[0]!.toUpperCase()}${who.slice(1)}`,
  contractNumber: number[language],
  serialNumber: `FDO${number[language]}`,
});

/** The one of the two namesakes that its employees choose. */
export const crowdedSite = (language: Tongue) => `crowded-${language}-a`;

export const agent = "robin.agent@ardenne.example";

/** The demo world's people of a language for whom something follows, in the order of its file. */
export const demo = (language: Tongue, outcome: Outcome): Try[] =>
  tries.filter((one) => one.language === language && one.outcome === outcome);

const staff = ["asking", "first", "second", "third", "claimant", "bounced"];

/** The demo world and the crowded companies. */
async function prepare(database: Database): Promise<void> {
  await loadDemoIfEmpty(database);
  const directory = temporaryDirectory();
  const languages = Object.keys(crowded) as Tongue[];
  const write = (file: string, header: string, rows: string[]) =>
    writeFileSync(join(directory, file), [header, ...rows, ""].join("\n"));
  write(
    "organizations.csv",
    "id,parent_id,name,street,city,postal_code,region,country,domains",
    languages.flatMap((code) => [
      `crowded-${code},,"${crowded[code].name}",Kade 1,Antwerpen,2000,,BE,crowded-${code}.example`,
      `crowded-${code}-a,crowded-${code},${crowded[code].site},Dok 4,Gent,9000,,BE,`,
      `crowded-${code}-b,crowded-${code},${crowded[code].site},Rue du Quai 77,Liège,4000,,BE,`,
    ]),
  );
  write(
    "contracts.csv",
    "number,type,organization_id,starts_on,ends_on",
    languages.map((code) => `${number[code]},Solution Support,crowded-${code}-a,2024-01-01,2099-12-31`),
  );
  write(
    "devices.csv",
    "serial_number,product_id,contract_number,organization_id",
    languages.map((code) => `FDO${number[code]},C9300-48P,${number[code]},crowded-${code}-b`),
  );
  write(
    "entitlements.csv",
    "contract_number,email",
    languages.flatMap((code) => staff.map((who) => `${number[code]},${entrant(code, who).email}`)),
  );
  const refuse = (...what: unknown[]) => {
    throw new Error(`The crowded companies have an error: ${what.join(", ")}`);
  };
  await importDirectory(directory, database, { rejected: refuse, unusable: refuse, progress: () => {} });
  rmSync(directory, { recursive: true, force: true });
}

/** A provider of sign-ins that never answers. */
const nobodyThere = "http://127.0.0.1:9";

/** A portal with that world, an agent, and a provider of sign-ins beside the code. */
export const startWorld = () =>
  startPortal({ prepare, env: { PORTAL_AGENTS: agent, ...settingsFor(nobodyThere) } });
