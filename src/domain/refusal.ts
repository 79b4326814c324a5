/** A sentence to be said: its key in `locales/` and what is put into it. */
export interface Message {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What is wrong with a form, by the field that it concerns. */
export type FieldErrors = Readonly<Record<string, Message>>;

export type RefusalKind =
  "invalid" | "signIn" | "notFound" | "forbidden" | "conflict" | "gone" | "throttled" | "malformed";

export interface RefusalDetails {
  readonly params?: Message["params"];
  readonly fields?: FieldErrors;
  /** Seconds until trying again makes sense. */
  readonly retryAfter?: number;
}

/** What is thrown when something cannot be done: a kind for the edge, a locale key for people. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  readonly key: string;
  readonly details: RefusalDetails;

  constructor(kind: RefusalKind, key: string, details: RefusalDetails = {}) {
    super(`${kind}: ${key}`);
    this.kind = kind;
    this.key = key;
    this.details = details;
  }
}

/** Too much, too soon: the message stands at its field (`form`: at none), and says when to try again. */
export const throttled = (field: string, seconds: number, message: Message) =>
  new Refusal("throttled", message.key, {
    params: message.params,
    retryAfter: seconds,
    fields: { [field]: message },
  });

/** A form that is refused: each message stands at its field. */
export const invalid = (fields: FieldErrors) => new Refusal("invalid", "errors.form", { fields });
