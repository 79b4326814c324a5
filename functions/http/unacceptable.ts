/** A request that is refused before anybody looks at what it wants. */
export class Unacceptable extends Error {
  override readonly name = "Unacceptable";
  readonly status: 400 | 403 | 404 | 413 | 415;

  constructor(status: 400 | 403 | 404 | 413 | 415) {
    super(`unacceptable: ${status}`);
    this.status = status;
  }
}
