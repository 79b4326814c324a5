/** Something that waits for scheduled work, in the state in which it was found. */
export interface Due {
  readonly id: string;
  /** Names that state: the same work is never done twice, the next stage is another one. */
  readonly stage: string | number;
}
