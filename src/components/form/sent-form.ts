import type { FieldErrors } from "#src/domain/refusal.ts";

/** What a form came back with: what was typed, and what is wrong with it. A field finds its own part by its name. */
export interface SentForm {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: FieldErrors | undefined;
}

export const notSent: SentForm = { values: {}, errors: undefined };

/** Nobody has typed anything: the fields show what is known already. */
export const isUntouched = ({ values, errors }: SentForm) => !errors && Object.keys(values).length === 0;

/** What was wrong with a button that stands beside somebody has no field of its own. */
export const withoutField = ({ errors }: SentForm): FieldErrors | undefined =>
  errors && { form: Object.values(errors)[0]! };
