/** What a portal that works answers at once, also to whoever has no session. */
const expected = [
  { path: "/healthz", method: "GET", status: 200 },
  { path: "/en/", method: "GET", status: 200 },
  { path: "/en/sign-in", method: "GET", status: 200 },
  { path: "/en/portal", method: "GET", status: 303 },
  { path: "/webhooks/resend", method: "POST", status: 401 },
  { path: "/dev/mail", method: "GET", status: 404 },
] as const;

const timeLimit = 10_000;

/** What is wrong with a portal that was just put there, a sentence each. New addresses need a while: it asks again for so long. */
export async function smokeProblems(url: string, patience = 60_000): Promise<string[]> {
  const until = Date.now() + patience;
  for (;;) {
    const found = (await Promise.all(expected.map((one) => problemOf(url, one)))).flat();
    if (!found.length || Date.now() > until) return found;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
}

async function problemOf(
  url: string,
  { path, method, status }: (typeof expected)[number],
): Promise<string[]> {
  try {
    const answer = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(timeLimit),
    });
    return answer.status === status ? [] : [`${path} answers ${answer.status}, not ${status}.`];
  } catch {
    return [`${path} does not answer.`];
  }
}
