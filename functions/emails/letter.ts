import { brand } from "#src/brand/brand.ts";
import { masked } from "#src/domain/email.ts";
import type { Holding } from "#src/domain/policy.ts";
import type { Priority } from "#src/domain/message.ts";
import type { KeyIn } from "#locales/keys.ts";
import type { formats } from "#src/i18n/formats.ts";
import type { Language, Translate } from "#src/i18n/translator.ts";

/** Whom a message is for. */
export interface Reader {
  readonly email: string;
  /** Empty as long as it is not known. */
  readonly name: string;
  /** The reader's own; null: the portal's default. */
  readonly language: Language | null;
}

/** What a template is given besides its parameters. */
export interface Letter {
  readonly t: Translate;
  readonly formats: ReturnType<typeof formats>;
  readonly language: Language;
  readonly to: Reader;
  /** The full address of a page of the portal in the reader's language. */
  readonly url: (path: string) => string;
  /** The full address of the link that the message carries. */
  readonly link: string;
  /** The full address at which the reader stops messages of this kind, where it can be stopped. */
  readonly unsubscribe: string;
  readonly code: string;
}

/** Somebody whom a message names, with the address as far as its reader may know it: a name is what anybody likes to type. */
export interface Named {
  readonly name: string;
  readonly email: string;
}

/** The provider, where an agent has acted, who has no name here. */
export const theProvider: Named = { name: brand.provider, email: brand.support };

/** The same person, to somebody who reads no more of the address than whose it is. */
export const maskedNamed = ({ name, email }: Named): Named => ({ name, email: masked(email) });

/** Of the card: the name, and whose it is. */
export const withAddress = (who: Named) =>
  !who.name || who.name === who.email ? who.email : `${who.name} (${who.email})`;

/** Words of somebody else than the portal, and whose. */
export interface Quotation {
  readonly quoted: string;
  readonly by: string;
}

/**
 * What somebody has written, set off from what the portal says; without `by`: an agent, who has no name here. An invisible
 * space within whatever looks like an address keeps readers from making a link of it under our letterhead.
 */
export const quotation = (words: string, by?: string): Quotation => ({
  quoted: words.replace(/(?<=[\p{L}\p{N}])(?:\.(?=\p{L}{2})|@(?=\p{L})|:(?=\/\/))/gu, "$&\u200b"),
  by: by ?? brand.provider,
});

export const isQuotation = (part: string | readonly string[] | Quotation): part is Quotation =>
  typeof part === "object" && "quoted" in part;

/** What a message is about: one line of its card each, in this order, by the names of their labels; empty: no line. */
export type Facts = { readonly [Name in KeyIn<"emails.facts">]?: string | null | undefined };

/** The lines of the card: label and value. */
export const linesOf = (facts: Facts, t: Translate): readonly (readonly [label: string, value: string])[] =>
  (Object.keys(facts) as (keyof Facts)[]).flatMap((name) => {
    const value = facts[name];
    return value ? [[t(`emails.facts.${name}`), value] as const] : [];
  });

/** A message before it is laid out: the same for HTML and text. */
export interface Body {
  readonly subject: string;
  /** What the reader has to do, in one sentence. */
  readonly lead: string;
  readonly code?: string;
  readonly facts?: Facts;
  /** Of several lines: a list; what somebody else has written: a quotation. */
  readonly paragraphs?: readonly (string | readonly string[] | Quotation)[];
  readonly action?: { readonly label: string; readonly href: string };
  readonly why: string;
  /** Where the reader changes what is sent. */
  readonly choices?: readonly { readonly label: string; readonly href: string }[];
}

/** What somebody who has never signed in is told: nothing that other people have written. */
export interface Invitation {
  /** To do what, in words of the portal's own. */
  readonly to: "register" | "activate" | "role";
  /** The address of whoever invites, where that is not who acts. */
  readonly by?: string;
  readonly role?: Holding | undefined;
  /** As the provider has registered it. */
  readonly organization?: string;
  /** Until when it can be taken up, in milliseconds. */
  readonly until?: number;
  /** It has come to nothing. */
  readonly isOver?: true;
  /** It was sent before, and somebody wants it sent once more. */
  readonly again?: boolean | undefined;
}

interface Causes<Params> {
  /** Others cause it, not its reader: it is on the budget of both (SECURITY.md 11). */
  readonly unasked?: (params: Params) => boolean;
  /** With which words it invites whoever has never signed in; null or absent: such people are not written to. */
  readonly invites?: (params: Params) => Invitation | null;
  /** Its reader is nobody to the portal any more: nothing of it is kept once it has left. */
  readonly last?: true;
}

/** How soon a message leaves, what it says, and who causes it. */
export interface MessageTemplate<Params> extends Causes<Params> {
  readonly priority: Priority;
  /** It goes to somebody whose access is suspended too. */
  readonly inAnyCase?: true;
  write(params: Params, letter: Letter): Body;
}

/** A message of its own kind, in a file of its own. */
export const template = <Params>(
  priority: Priority,
  write: MessageTemplate<Params>["write"],
  causes: Causes<Params> & Pick<MessageTemplate<Params>, "inAnyCase"> = {},
): MessageTemplate<Params> => ({ priority, write, ...causes });

/** Of a message that only ever others cause. */
export const always = () => true;
