import type { MessageKey, PageKey } from "#locales/keys.ts";
import type { Check } from "./act.ts";

/** A sentence to be said: its key in `locales/` and what is put into it. */
export interface Message {
  readonly key: MessageKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What is wrong with a form, by the field that it concerns; `form`: none of them. */
export type FieldErrors = Readonly<Record<string, Message>>;

export type RefusalKind =
  | "invalid"
  | "unconfirmed"
  | "tooLarge"
  | "signIn"
  | "proof"
  | "notFound"
  | "forbidden"
  | "conflict"
  | "gone"
  | "throttled"
  | "malformed";

export interface RefusalDetails {
  readonly params?: Message["params"];
  /** It is said on the page of the form instead: a sentence at each field. */
  readonly fields?: FieldErrors;
  /** It is said by the page of the form instead, which tells what its matter has become. */
  readonly byPage?: true;
  /** It is to be confirmed first: what the page asks. */
  readonly check?: Check;
  /** Seconds until trying again makes sense. */
  readonly retryAfter?: number;
}

/** What is thrown when something cannot be done: a kind for the edge, and for people a page of its own (a title and a text). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  readonly key: PageKey;
  readonly details: RefusalDetails;

  constructor(kind: RefusalKind, key: PageKey, details: RefusalDetails = {}) {
    super(`${kind}: ${key}`);
    this.kind = kind;
    this.key = key;
    this.details = details;
  }
}

/** Nobody is signed in: leads to the sign-in page. */
export const signInNeeded = () => new Refusal("signIn", "errors.403");

/** A passkey is to be shown first: leads to the page for it and back. */
export const proofNeeded = () => new Refusal("proof", "errors.403");

/** A form that is refused: each message stands at its field. */
export const invalid = (fields: FieldErrors) => new Refusal("invalid", "errors.400", { fields });

/** Nothing is wrong, but it is to be confirmed first: the page of the form asks. */
export const unconfirmed = (check: Check) => new Refusal("unconfirmed", "errors.400", { check });

/** Too much, too soon: the message stands at its field, and says when to try again. */
export const throttled = (field: string, seconds: number, message: Message) =>
  new Refusal("throttled", "errors.429", { retryAfter: seconds, fields: { [field]: message } });

/** Somebody else's to do: the sentence stands above the form; without one it is a page of its own. */
export const forbidden = (key?: MessageKey) =>
  new Refusal("forbidden", "errors.403", key && { fields: { form: { key } } });

/** Not, or no longer, to be done here: the page, read again, says why. */
export const toldByPage = (kind: "gone" | "forbidden") =>
  new Refusal(kind, kind === "gone" ? "errors.410" : "errors.403", { byPage: true });
