import { allUnderWay, type UnderWay } from "./under-way.ts";

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
  /** Requests that are not answered yet. */
  readonly underWay: ReturnType<typeof allUnderWay>;
  refusedAt: number;
}

/** To be told when the request has ended, or that it was refused elsewhere and counts for nothing here. */
export interface Taken extends UnderWay {
  readonly undone: () => void;
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
    const bucket = buckets.get(asker) ?? {
      left: burst,
      at: now,
      underWay: allUnderWay(),
      refusedAt: -Infinity,
    };
    buckets.delete(asker);
    buckets.set(asker, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > remembered) buckets.delete(oldest!);
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  }

  return {
    take(asker: string, now: number): Taken | Wait {
      const bucket = bucketOf(asker, now);
      const wait = bucket.underWay.size(now) >= underWay ? 1 : Math.ceil((1 - bucket.left) / perSecond);
      if (wait > 0) {
        const page = now >= bucket.refusedAt + 1000;
        if (page) bucket.refusedAt = now;
        return { wait, page };
      }
      bucket.left -= 1;
      const request = bucket.underWay.begin(now);
      const undone = () => {
        request.ended();
        bucket.left += 1;
      };
      return { ...request, undone };
    },
  };
}
