import { limits } from "#src/domain/limits.ts";

interface Rate {
  /** So many at once without a pause. */
  readonly burst: number;
  readonly perSecond: number;
  /** So many that are not answered yet. */
  readonly underWay: number;
}

interface Bucket {
  left: number;
  at: number;
  /** When each request began that is not answered yet. */
  underWay: Set<{ readonly since: number }>;
  refusedAt: number;
}

/** To be told when the request is answered, or that it was refused elsewhere and counts for nothing here. */
export interface Taken {
  readonly answered: () => void;
  readonly undone: () => void;
  /** It is not under way while its body comes; gives what to call when it goes on. */
  readonly paused: () => () => void;
}

/** `page`: nothing was refused in this second, so that a person is told in full; whoever goes on is told in short. */
export interface Wait {
  readonly wait: number;
  readonly page: boolean;
}

/**
 * A budget of requests for each of many askers, counted in memory: it costs no trip, is each instance's own, and forgets
 * whoever asked longest ago. `take` gives back when the request is answered, or how many seconds to wait.
 */
export function requestBudget({ burst, perSecond, underWay }: Rate, remembered: number) {
  const buckets = new Map<string, Bucket>();

  function bucketOf(asker: string, now: number): Bucket {
    const bucket = buckets.get(asker) ?? { left: burst, at: now, underWay: new Set(), refusedAt: -Infinity };
    buckets.delete(asker);
    buckets.set(asker, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > remembered) buckets.delete(oldest!);
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    for (const request of bucket.underWay)
      if (request.since + limits.requests.answeredWithin < now) bucket.underWay.delete(request);
    return bucket;
  }

  return {
    take(asker: string, now: number): Taken | Wait {
      const bucket = bucketOf(asker, now);
      const wait = bucket.underWay.size >= underWay ? 1 : Math.ceil((1 - bucket.left) / perSecond);
      if (wait > 0) {
        const page = now >= bucket.refusedAt + 1000;
        if (page) bucket.refusedAt = now;
        return { wait, page };
      }
      bucket.left -= 1;
      const request = { since: now };
      bucket.underWay.add(request);
      const answered = () => void bucket.underWay.delete(request);
      const undone = () => {
        answered();
        bucket.left += 1;
      };
      const paused = () => {
        const wasUnderWay = bucket.underWay.delete(request);
        return () => void (wasUnderWay && bucket.underWay.add(request));
      };
      return { answered, undone, paused };
    },
  };
}
