/** What a link is for: one purpose, one person, acting once (README.md 7). The letter begins its token. */
const purposes = {
  confirmAddress: "c",
  acceptTerms: "t",
  decideRequest: "d",
  answerQuestion: "q",
  objectToReclaim: "o",
  activateAccount: "a",
  acceptNomination: "n",
  changeAddress: "e",
  objectToChange: "b",
} as const;

export type LinkPurpose = keyof typeof purposes;

export const linkPurposes = Object.keys(purposes) as [LinkPurpose, ...LinkPurpose[]];

export const letterOf = (purpose: LinkPurpose) => purposes[purpose];

/** The purpose that a token says it has; null when it is none of ours. */
export const purposeOf = (token: string) =>
  linkPurposes.find((purpose) => purposes[purpose] === token[0]) ?? null;

export interface Link {
  readonly purpose: LinkPurpose;
  readonly expiresAt: number;
  readonly replacedAt: number | null;
  readonly actedAt: number | null;
}

export const linkStates = ["live", "acted", "replaced", "expired"] as const;

/** What a link still is; `now` in milliseconds. Acted wins over replaced, replaced over expired. */
export function linkState(link: Link, now: number): (typeof linkStates)[number] {
  if (link.actedAt !== null) return "acted";
  if (link.replacedAt !== null) return "replaced";
  return link.expiresAt > now ? "live" : "expired";
}
