import { getTableColumns, getTableName, is } from "drizzle-orm";
import { CasingCache } from "drizzle-orm/casing";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { retention } from "#db/queries/retention.ts";
import * as schema from "#db/schema/schema.ts";
import { limits } from "#src/domain/limits.ts";
import { impersonal, personalData } from "#src/domain/personal-data.ts";

const casing = new CasingCache("snake_case");
const tables = Object.values(schema).filter((one) => is(one, SQLiteTable));
const columnsOf = (table: SQLiteTable) =>
  Object.values(getTableColumns(table)).map((column) => casing.getColumnCasing(column));
const groups = Object.values(personalData).flat();

test("every table either knows nothing about people or is in the inventory", () => {
  const names = [...Object.keys(personalData), ...impersonal];

  expect(names.toSorted()).toEqual(tables.map(getTableName).toSorted());
});

test("every column of a table that knows people is in the inventory, once", () => {
  const inventory = Object.entries(personalData).map(([table, some]) => [
    table,
    some.flatMap(({ columns }) => columns).toSorted(),
  ]);
  const known = tables
    .filter((table) => getTableName(table) in personalData)
    .map((table) => [getTableName(table), columnsOf(table).toSorted()]);

  expect(Object.fromEntries(inventory)).toEqual(Object.fromEntries(known));
});

test("whatever has a time of its own is emptied when it is over", () => {
  const used = new Set<string>(groups.map(({ kept }) => kept).filter((kept) => kept in limits.kept));

  expect(Object.keys(retention).toSorted()).toEqual(Object.keys(limits.kept).toSorted());
  expect([...used].filter((kept) => !(kept in retention))).toEqual([]);
});
