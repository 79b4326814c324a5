import { type ColumnNames, type DeviceField, deviceFields } from "#src/domain/collect/columns.ts";
import { languages, type Translate, translator } from "./translator.ts";

const inEach = (names: (t: Translate, field: DeviceField) => readonly string[]) =>
  Object.fromEntries(
    deviceFields.map((field) => [field, languages.flatMap(({ code }) => names(translator(code), field))]),
  ) as unknown as ColumnNames["labels"];

/** The names that a column of a customer's file may have, in every language of the portal. */
export const columnNames = (): ColumnNames => ({
  labels: inEach((t, field) => [t(`devices.columns.${field}`)]),
  alsoCalled: inEach((t, field) => t(`devices.alsoCalled.${field}`).split(",")),
});

/** The first line of the template in a reader's language. */
export const templateColumns = (t: Translate) => deviceFields.map((field) => t(`devices.columns.${field}`));
