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
  underWay: number;
}

/**
 * A budget of requests for each of many askers, counted in memory: it costs no trip, is each instance's own, and forgets
 * whoever asked longest ago. `take` gives back when the request is answered, or how many seconds to wait.
 */
export function requestBudget({ burst, perSecond, underWay }: Rate, remembered: number) {
  const buckets = new Map<string, Bucket>();

  function bucketOf(asker: string, now: number): Bucket {
    const bucket = buckets.get(asker) ?? { left: burst, at: now, underWay: 0 };
    buckets.delete(asker);
    buckets.set(asker, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > remembered) buckets.delete(oldest!);
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  }

  return {
    take(asker: string, now: number): { readonly answered: () => void } | { readonly wait: number } {
      const bucket = bucketOf(asker, now);
      if (bucket.underWay >= underWay) return { wait: 1 };
      if (bucket.left < 1) return { wait: Math.ceil((1 - bucket.left) / perSecond) };
      bucket.left -= 1;
      bucket.underWay += 1;
      return { answered: () => void (bucket.underWay -= 1) };
    },
  };
}
