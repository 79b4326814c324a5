/** A browser in a process of its own: asks for one page on many connections at once, and again at once, for a while. */
const [url = "", cookie = "", connections = "1", milliseconds = "0"] = process.argv.slice(2);
const until = performance.now() + Number(milliseconds);
const answered: Record<string, number> = {};

async function ask() {
  while (performance.now() < until) {
    const answer = await fetch(url, { headers: { cookie, "cf-connecting-ip": "203.0.113.66" } });
    await answer.arrayBuffer();
    answered[answer.status] = (answered[answer.status] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, ask));
console.log(JSON.stringify(answered));

export {};
