/** Why somebody could not be signed in by a provider; each is a sentence on the sign-in page. */
export const providerProblems = [
  "denied",
  "away",
  "unfinished",
  "refused",
  "unproven",
  "taken",
  "ended",
  "suspended",
  "notAnew",
] as const;

export type ProviderProblem = (typeof providerProblems)[number];

/** Somebody is not signed in by a provider; `detail` is for the operator's log: a code, nothing that anybody wrote. */
export class NotIdentified extends Error {
  override readonly name = "NotIdentified";
  readonly problem: ProviderProblem;
  readonly key: string;

  constructor(problem: ProviderProblem, detail = "") {
    super(problem);
    this.problem = problem;
    this.key = `${problem} ${detail}`.trim();
  }
}

/** What a provider is called: as the settings say, where it is still the one. */
export function serviceOf(
  issuer: string,
  provider: { readonly issuer: string; readonly label: string } | null,
) {
  const { href, host } = new URL(issuer);
  return provider && new URL(provider.issuer).href === href ? provider.label : host;
}

/** Who somebody is at a provider. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Null: the provider does not vouch for one. */
  readonly email: string | null;
  /** Empty where the provider says none, or one that cannot be a name. */
  readonly name: string;
  /** A tag of BCP 47. */
  readonly locale: string;
  /** When the provider had this person sign in; 0: it does not say. */
  readonly authenticatedAt: number;
  /** It says that this was done with more than a password. */
  readonly isStrong: boolean;
}
