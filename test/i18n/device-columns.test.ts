import { describe, expect, test } from "vitest";
import { deviceFields, headerProblem, recognized } from "#src/domain/collect/columns.ts";
import { columnNames, templateColumns } from "#src/i18n/device-columns.ts";
import { languages, translator } from "#src/i18n/translator.ts";

describe.each(languages)("in $name", ({ code }) => {
  test("the template is recognized as it is", () => {
    expect(recognized(templateColumns(translator(code)), columnNames())).toEqual(deviceFields);
  });
});

test.each([
  "host_name,ip_address,serial_number,product_id,mac_address,location",
  "hostname,ipAddress,serialNumber,productId,macAddress,sysLocation",
])("%s is recognized", (header) => {
  expect(recognized(header.split(","), columnNames())).toEqual(deviceFields);
});

test("no name stands for two columns", () => {
  const { labels, alsoCalled } = columnNames();
  for (const field of deviceFields)
    for (const name of [...labels[field], ...alsoCalled[field]])
      expect(recognized([name], columnNames())).toEqual([field]);
});

test("what network tools export in other words is recognized by what it has", () => {
  const columns = recognized(
    ["Owner", "Name", "Management IP", "S/N", "Model", "Site", "Rack", "OS"],
    columnNames(),
  );

  expect(headerProblem(columns)).toBeNull();
});
