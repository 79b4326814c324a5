import fc from "fast-check";
import { expect, test } from "vitest";
import { addressLines, fieldsOf, readCompany } from "#src/domain/company.ts";
import { countryCodes } from "#src/domain/country.ts";

const typed = {
  companyName: "Acme Ltd",
  country: "US",
  address: "1 Main Street",
  address2: "",
  city: "Irvine",
  region: "CA",
  postalCode: "92617",
};

test("a company that has everything is complete, in whatever country", () => {
  for (const country of countryCodes()) {
    const read = readCompany({ ...typed, country });
    expect([country, read.errors]).toEqual([country, {}]);
    expect(readCompany(read.company)).toEqual(read);
  }
});

test("what a country's addresses do not have is neither asked nor kept", () => {
  expect(fieldsOf("AO")).toEqual({ region: false, postalCode: false });
  expect(fieldsOf("BE")).toEqual({ region: false, postalCode: true });
  expect(fieldsOf("US")).toEqual({ region: true, postalCode: true });
  const { company, errors } = readCompany({ ...typed, country: "AO", region: "X", postalCode: "1" });
  expect([company.region, company.postalCode, errors]).toEqual(["", "", {}]);
});

test("where a region or postal code does not apply, NA says so and is not shown", () => {
  const { company, errors } = readCompany({ ...typed, region: "n/a", postalCode: "na" });

  expect(errors).toEqual({});
  expect([company.region, company.postalCode]).toEqual(["NA", "NA"]);
  expect(addressLines(company).join("|")).not.toContain("NA");
});

test.each([
  ["companyName", "A", "TooShort"],
  ["companyName", "x".repeat(300), "TooLong"],
  ["companyName", "", "Required"],
  ["country", "XX", "Unknown"],
  ["country", "", "Required"],
  ["city", "", "Required"],
  ["region", "", "Required"],
  ["postalCode", "x".repeat(21), "TooLong"],
  ["address2", "x".repeat(201), "TooLong"],
] as const)("%s %o is refused as %s", (field, value, kind) => {
  const { errors } = readCompany({ ...typed, [field]: value });

  expect(errors[field]?.key).toBe(`accounts.errors.${field}${kind}`);
});

test("the city is always among the lines of an address", () => {
  fc.assert(
    fc.property(fc.constantFrom(...countryCodes()), (country) => {
      expect(addressLines({ ...typed, country, city: "Irvine" }).join("|")).toContain("Irvine");
    }),
  );
});
