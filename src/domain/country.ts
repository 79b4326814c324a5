const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

// Known to Intl without being assigned by ISO 3166-1: reserved exceptionally, for private use or for tests.
const unassigned = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split(" "));

const isInForce = (code: string) => new Intl.Locale(`und-${code}`).region === code;

/** The country codes of ISO 3166-1 alpha-2, in upper case. */
export const countryCodes: ReadonlySet<string> = new Set(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => names.of(code) && isInForce(code) && !unassigned.has(code)),
);
