import { expectTypeOf, test } from "vitest";
import type { PageAddress } from "#src/page-address.ts";

test("an address in a page is one that is declared", () => {
  expectTypeOf<PageAddress<"onboarding/verify">>().toEqualTypeOf<"onboarding/verify">();
  expectTypeOf<PageAddress<"guide">>().toEqualTypeOf<"guide">();
  expectTypeOf<PageAddress<`requests/${string}`>>().toEqualTypeOf<`requests/${string}`>();
});

test("a misspelt one does not compile, below a parameter either", () => {
  expectTypeOf<PageAddress<"onboarding/verfy">>().toBeNever();
  expectTypeOf<PageAddress<"accounts/nw/identity">>().toBeNever();
  expectTypeOf<PageAddress<`link/${string}/cod`>>().toBeNever();
  expectTypeOf<PageAddress<"problem">>().toBeNever();
});
