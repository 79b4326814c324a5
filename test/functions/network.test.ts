import { expect, test } from "vitest";
import { siteOf } from "#functions/context/site.ts";
import { networkOf } from "#functions/http/network.ts";

const here = { local: true, clientHeader: "CF-Connecting-IP" };
const served = { local: false, clientHeader: "X-Real-IP" };
const by = (headers: Record<string, string>, settings: Parameters<typeof networkOf>[1]) =>
  networkOf(new Headers(headers), settings);

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64"],
  ["2001:DB8::1", "2001:0db8:0000:0000::/64"],
  ["2001:db8:1:2::", "2001:0db8:0001:0002::/64"],
  ["64:ff9b::203.0.113.7", "0064:ff9b:0000:0000::/64"],
  ["203.0.113.7:51823", "203.0.113.7"],
  ["[2001:db8::1]:443", "2001:0db8:0000:0000::/64"],
  ["[::ffff:203.0.113.7]", "203.0.113.7"],
  ["2001:db8::1%eth0", "2001:0db8:0000:0000::/64"],
])("%s is counted as %s", (address, network) => {
  expect(by({ "X-Real-IP": address }, served)).toBe(network);
});

test.each(["", "127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.1:80", "[::1]:80", "unknown"])(
  "%j is not counted on this machine, and is nobody's own network elsewhere",
  (address) => {
    expect(by({ "CF-Connecting-IP": address }, here)).toBeNull();
    expect(by({ "X-Real-IP": address }, served)).toBe("everybody");
  },
);

test("what a visitor says of himself is not believed", () => {
  const claims = {
    "CF-Connecting-IP": "203.0.113.7",
    "X-Forwarded-For": "203.0.113.8",
    Forwarded: "for=203.0.113.9",
  };

  expect(by(claims, served)).toBe("everybody");
  expect(by(claims, { local: false, clientHeader: null })).toBe("everybody");
});

test("of several addresses the proxy's own counts, which is the last", () => {
  const settings = { local: false, clientHeader: "X-Forwarded-For" };

  expect(by({ "X-Forwarded-For": "198.51.100.1, 203.0.113.7" }, settings)).toBe("203.0.113.7");
});

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:0db8:0001::/48"],
  ["203.0.113.7", null],
  ["::1", null],
])("%s is of the site %s", (address, site) => {
  expect(siteOf(by({ "CF-Connecting-IP": address }, here))).toBe(site);
});
