type Status = 400 | 403 | 404 | 408 | 413 | 415 | 421 | 503;

/** A request that is refused before anybody looks at what it wants. */
export class Unacceptable extends Error {
  override readonly name = "Unacceptable";
  readonly status: Status;

  constructor(status: Status) {
    super(`unacceptable: ${status}`);
    this.status = status;
  }
}
