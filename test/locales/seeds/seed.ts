/** Something wrong in a `locales/` folder, and where the check has to point. */
export interface Seed {
  readonly name: string;
  readonly language: string;
  readonly file: string;
  readonly key?: string | undefined;
  /** Where it is known; else any line will do. */
  readonly line?: number | undefined;
}

/** What a text becomes; null where it cannot have this defect. */
export type Spoil = (text: string, sentence: Sentence) => string | null;

export interface Sentence {
  readonly language: string;
  readonly file: string;
  readonly key: string;
  readonly text: string;
  readonly english: string;
}

/** Things in an order that is always the same and follows nothing. */
export function shuffled<Thing>(things: readonly Thing[], salt: number): Thing[] {
  let state = salt + 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647);
  return things
    .map((thing) => ({ thing, at: next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ thing }) => thing);
}
