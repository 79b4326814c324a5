import type { Role } from "#src/domain/role.ts";
import type { Person } from "./people.ts";

/** Somebody with roles in a Smart Account; in a virtual account of it where one is named. */
export interface Member extends Person {
  readonly role: Role;
  readonly virtualAccount?: string;
}

/** A Smart Account of the demo world, in use. */
export interface DemoAccount {
  readonly domain: string;
  readonly kind: "own" | "customer";
  readonly name: string;
  readonly company: {
    readonly companyName: string;
    readonly country: string;
    readonly address: string;
    readonly city: string;
    readonly postalCode: string;
  };
  readonly requester: Person;
  /** The first of them has activated it. */
  readonly members: readonly [Member, ...Member[]];
  readonly virtualAccounts: readonly string[];
}

const els = { email: "els.wouters@noorderkaai.example", name: "Els Wouters", language: "nl" } as const;
const tom = { email: "tom.maes@noorderkaai.example", name: "Tom Maes", language: "nl" } as const;
const marc = { email: "marc.thill@moselane.example", name: "Marc Thill", language: "fr" } as const;
const priya = { email: "priya.nair@castleford-rail.example", name: "Priya Nair", language: "en" } as const;
const administrator = { role: "smart-account-administrator" } as const;

/** One that two administer, one of a company alone, one that a partner has asked for. */
export const accounts: readonly DemoAccount[] = [
  {
    domain: "noorderkaai.example",
    kind: "own",
    name: "Havenlogistiek Noorderkaai",
    company: {
      companyName: "Havenlogistiek Noorderkaai NV",
      country: "BE",
      address: "Noorderkaai 100",
      city: "Antwerpen",
      postalCode: "2030",
    },
    requester: tom,
    members: [
      { ...els, ...administrator },
      { ...tom, ...administrator },
      {
        email: "hanne.vos@noorderkaai.example",
        name: "Hanne Vos",
        language: "nl",
        role: "smart-account-user",
      },
      {
        email: "joris.baert@noorderkaai.example",
        name: "Joris Baert",
        language: "nl",
        role: "virtual-account-administrator",
        virtualAccount: "Genk",
      },
    ],
    virtualAccounts: ["Antwerpen", "Genk", "Proefopstelling"],
  },
  {
    domain: "moselane.example",
    kind: "own",
    name: "Banque Moselane",
    company: {
      companyName: "Banque Moselane SA",
      country: "LU",
      address: "17 boulevard des Vignes",
      city: "Luxembourg",
      postalCode: "2210",
    },
    requester: marc,
    members: [
      { ...marc, ...administrator },
      {
        email: "claire.noel@moselane.example",
        name: "Claire Noël",
        language: "fr",
        role: "smart-account-viewer",
      },
    ],
    virtualAccounts: ["Agences", "Siège"],
  },
  {
    domain: "castleford-rail.example",
    kind: "customer",
    name: "Castleford Rail Services",
    company: {
      companyName: "Castleford Rail Services Ltd",
      country: "GB",
      address: "1 Viaduct Square",
      city: "Sheffield",
      postalCode: "S1 9ZZ",
    },
    requester: { email: "ruth.ashworth@integrix.example", name: "Ruth Ashworth", language: "en" },
    members: [
      { ...priya, ...administrator },
      {
        email: "ben.osei@castleford-rail.example",
        name: "Ben Osei",
        language: "en",
        role: "virtual-account-user",
        virtualAccount: "Signaling",
      },
    ],
    virtualAccounts: ["Signaling", "Stations"],
  },
];
