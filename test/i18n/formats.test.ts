import { describe, expect, test } from "vitest";
import { formats } from "#src/i18n/formats.ts";

const winter = Date.UTC(2026, 11, 1, 23, 5);
const summer = Date.UTC(2026, 6, 14, 12, 0);

describe("dates", () => {
  test("are days in the given time zone", () => {
    expect(formats("en", "Europe/Brussels").date(winter)).toBe("2 December 2026");
    expect(formats("en", "UTC").date(winter)).toBe("1 December 2026");
  });

  test("are written as in the reader's country", () => {
    expect(formats("fr", "UTC").date(summer)).toBe("14 juillet 2026");
    expect(formats("nl", "UTC").date(summer)).toBe("14 juli 2026");
  });

  test("have a French first of the month", () => {
    expect(formats("fr", "UTC").date(winter)).toBe("1er décembre 2026");
    expect(formats("nl", "UTC").date(winter)).toBe("1 december 2026");
  });

  test("with a time name their time zone, also in summer", () => {
    expect(formats("en", "Europe/Brussels").dateTime(winter)).toBe("2 December 2026 at 00:05 CET");
    expect(formats("nl", "Europe/Brussels").dateTime(winter)).toBe("2 december 2026 om 00:05 CET");
    expect(formats("fr", "Europe/Brussels").dateTime(winter)).toBe("2 décembre 2026 à 00:05 CET");
    expect(formats("nl", "Europe/Brussels").dateTime(summer)).toBe("14 juli 2026 om 14:00 CEST");
  });

  test("without a time do not move with the time zone", () => {
    expect(formats("nl", "America/New_York").day("2026-03-01")).toBe("1 maart 2026");
  });
});

describe("numbers", () => {
  test("are written as in the reader's country", () => {
    expect(formats("en", "UTC").number(15_000)).toBe("15,000");
    expect(formats("nl", "UTC").number(15_000)).toBe("15.000");
  });

  test("of minutes to wait are rounded up and never 0", () => {
    expect([0, 1, 60, 61, 3600].map(formats("fr", "UTC").minutes)).toEqual([1, 1, 1, 2, 60]);
  });
});
