import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

const most = 1_000;
const longest = 48;

/**
 * Finds the handlers of an address that was asked for before without looking for them anew: they never change. Long
 * addresses are looked up each time, since what is secret in an address makes it long.
 */
export class KnownRoutes<T> implements Router<T> {
  readonly name = "KnownRoutes";
  readonly #router = new TrieRouter<T>();
  readonly #known = new Map<string, Result<T>>();

  add(method: string, path: string, handler: T) {
    this.#router.add(method, path, handler);
  }

  match(method: string, path: string): Result<T> {
    const key = `${method} ${path}`;
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#router.match(method, path);
    if (this.#known.size >= most) this.#known.clear();
    if (path.length <= longest) this.#known.set(key, found);
    return found;
  }
}
