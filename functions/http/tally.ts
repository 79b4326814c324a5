/** Requests that this instance of the Worker has answered, by what they were and what became of them. */
interface Answered {
  readonly method: string;
  readonly route: string;
  readonly outcome: string;
  readonly status: string;
}

/** Routes, outcomes and statuses are few; more than these are counted together. */
const most = 5000;
const counts = new Map<string, { readonly what: Answered; times: number }>();
let name: string | undefined;

export function tally(what: Answered): void {
  const key = Object.values(what).join(" ");
  const known = counts.get(key);
  if (known) known.times += 1;
  else if (counts.size < most) counts.set(key, { what, times: 1 });
}

/** What this instance has counted since it began, and the name that tells it from others: they know nothing of one another. */
export function tallied() {
  name ??= crypto.randomUUID().slice(0, 8);
  return { instance: name, requests: [...counts.values()] };
}
