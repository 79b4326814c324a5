import { expect, test } from "vitest";
import { accessReason } from "#src/domain/access-reason.ts";
import { grantOf } from "#src/domain/account-grant.ts";
import { smartAccountRoles, virtualAccountRoles } from "#src/domain/role.ts";

const open = [{ id: "one" }, { id: "two" }];

test.each(smartAccountRoles)("%s is given in the whole account", (role) => {
  expect(grantOf({ role, scope: ["all"] }, open, true)).toEqual({
    grant: { role, virtualAccountIds: [null] },
  });
});

test.each(virtualAccountRoles)("%s is given in the virtual accounts that were chosen", (role) => {
  expect(grantOf({ role, scope: ["one", "two"] }, open, true)).toEqual({
    grant: { role, virtualAccountIds: ["one", "two"] },
  });
});

test.each([
  ["nothing chosen", [], "smart-account-user", "scope", "scopeRequired"],
  ["the whole and a part", ["all", "one"], "smart-account-user", "scope", "scopeBoth"],
  ["a part that is not open", ["three"], "virtual-account-user", "scope", "scopeUnknown"],
  ["no role", ["all"], "", "role", "roleRequired"],
  ["a role of organizations", ["all"], "customer-user", "role", "roleRequired"],
  ["a role of parts in the whole", ["all"], "virtual-account-user", "role", "roleOfPart"],
  ["a role of the whole in a part", ["one"], "smart-account-user", "role", "roleOfWhole"],
])("%s is refused at its field", (_, scope, role, field, error) => {
  expect(grantOf({ role, scope }, open, true)).toEqual({
    errors: { [field]: { key: `account.grant.errors.${error}` } },
  });
});

test("all that is wrong is told at once", () => {
  expect(grantOf({ role: "", scope: [] }, open, true)).toEqual({
    errors: {
      scope: { key: "account.grant.errors.scopeRequired" },
      role: { key: "account.grant.errors.roleRequired" },
    },
  });
});

test.each([
  ["", "Required"],
  [" \n ", "Required"],
  ["123456789", "TooShort"],
  ["👋".repeat(9), "TooShort"],
  ["x".repeat(1001), "TooLong"],
])("a reason such as “%s” is refused", (typed, kind) => {
  expect(accessReason(typed).problem?.key).toBe(`access.request.errors.reason${kind}`);
});

test.each(["1234567890", "x".repeat(1000), "👋".repeat(1000), ` ${"x".repeat(1000)}\r\n`])(
  "a reason between the limits is kept trimmed",
  (typed) => {
    expect(accessReason(typed)).toEqual({ reason: typed.trim(), problem: null });
  },
);
