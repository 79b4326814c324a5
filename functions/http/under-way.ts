import { limits } from "#src/domain/limits.ts";

/** Something that is under way. */
export interface UnderWay {
  readonly ended: () => void;
  /** It is not under way while its body comes; gives what to call when it goes on. */
  readonly paused: () => () => void;
}

/** What is under way. What has not ended after a minute is not: its connection may have gone without a word. */
export function allUnderWay() {
  const all = new Set<{ since: number }>();
  return {
    size(now: number): number {
      for (const one of all) if (one.since + limits.requests.answeredWithin < now) all.delete(one);
      return all.size;
    },
    begin(now: number): UnderWay {
      const one = { since: now };
      all.add(one);
      return {
        ended: () => void all.delete(one),
        paused() {
          const wasUnderWay = all.delete(one);
          return () => {
            if (!wasUnderWay) return;
            one.since = Date.now();
            all.add(one);
          };
        },
      };
    },
  };
}
