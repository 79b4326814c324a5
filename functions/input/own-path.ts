/** An address of this portal to go on to, as it came in `next`; null for anything else. */
export function ownPath(next: string | undefined): string | null {
  return next && /^\/(?![/\\])[\u0021-\u007e]*$/u.test(next) && !next.includes("\\") ? next : null;
}
