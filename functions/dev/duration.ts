const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/u;
const units = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds; null for anything else. */
export function inMilliseconds(duration: unknown): number | null {
  const match = typeof duration === "string" ? pattern.exec(duration) : null;
  if (!match || duration === "P" || String(duration).endsWith("T")) return null;
  return units.reduce((sum, unit, at) => sum + Number(match[at + 1] ?? 0) * unit, 0);
}
