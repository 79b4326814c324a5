import { expect, test } from "vitest";
import { networkOf } from "#functions/http/network.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64"],
  ["2001:DB8::1", "2001:0db8:0000:0000::/64"],
  ["2001:db8:1:2::", "2001:0db8:0001:0002::/64"],
  ["64:ff9b::203.0.113.7", "0064:ff9b:0000:0000::/64"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([undefined, "", "127.0.0.1", "::1", "::ffff:127.0.0.1"])("%s is not counted", (address) => {
  expect(networkOf(address)).toBeNull();
});
