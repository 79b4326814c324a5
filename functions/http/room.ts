/** What somebody holds of this instance's memory. */
export interface Held {
  readonly size: number;
  /** It has made room for others, and is to be let go. */
  readonly mustEnd: boolean;
  readonly grow: (size: number) => void;
  readonly end: () => void;
}

interface Holder {
  readonly from: string | null;
  size: number;
  mustEnd: boolean;
}

interface Room {
  /** So many at once, */
  readonly atOnce: number;
  /** and so much of them together. */
  readonly bytes: number;
}

/** Room in memory: where there is too little of it, whoever holds most makes room, with what was held for longest. */
export function room({ atOnce, bytes }: Room) {
  /** The longest first. */
  const holders = new Set<Holder>();
  let held = 0;

  function makeRoom(): void {
    while (holders.size > atOnce) release(longestOfMost(holders, () => 1));
    while (held > bytes) release(longestOfMost(holders, ({ size }) => size));
  }
  function release(holder: Holder): void {
    holder.mustEnd = true;
    leave(holder);
  }
  function leave(holder: Holder): void {
    if (holders.delete(holder)) held -= holder.size;
  }

  return function hold(from: string | null): Held {
    const holder: Holder = { from, size: 0, mustEnd: false };
    holders.add(holder);
    makeRoom();
    return {
      get size() {
        return holder.size;
      },
      get mustEnd() {
        return holder.mustEnd;
      },
      grow(size) {
        holder.size += size;
        if (holders.has(holder)) held += size;
        makeRoom();
      },
      end: () => leave(holder),
    };
  };
}

function longestOfMost(holders: ReadonlySet<Holder>, weigh: (holder: Holder) => number): Holder {
  const weights = new Map<string | null, number>();
  for (const holder of holders) weights.set(holder.from, (weights.get(holder.from) ?? 0) + weigh(holder));
  const most = Math.max(...weights.values());
  return [...holders].find(({ from }) => weights.get(from) === most)!;
}
