const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

// Known to Intl without being assigned by ISO 3166-1: reserved exceptionally, for private use or for tests.
const unassigned = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split(" "));

const isInForce = (code: string) => new Intl.Locale(`und-${code}`).region === code;

let known: ReadonlySet<string> | undefined;

/** The country codes of ISO 3166-1 alpha-2, in upper case; found when they are asked for, which takes some milliseconds. */
export const countryCodes = () => (known ??= found());

function found(): ReadonlySet<string> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return new Set(
    letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter((code) => names.of(code) && isInForce(code) && !unassigned.has(code)),
  );
}
