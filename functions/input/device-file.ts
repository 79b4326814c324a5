import { deviceFields } from "#src/domain/collect/columns.ts";
import { type DeviceFile, deviceFile, type FileProblem } from "#src/domain/collect/device-file.ts";
import { limits } from "#src/domain/limits.ts";
import { invalid, type Message, Refusal } from "#src/domain/refusal.ts";
import { columnNames } from "#src/i18n/device-columns.ts";
import type { Context } from "#functions/context/context.ts";
import { type Language, translator } from "#src/i18n/translator.ts";

/** What a form's file says; refuses at its field what cannot be loaded as a whole. */
export function devicesIn(file: Context["file"], language: Language): DeviceFile {
  if (typeof file === "string") throw tooLarge();
  if (!file) throw invalid({ file: { key: "devices.send.required" } });
  const read = deviceFile(file, columnNames());
  if (!("problem" in read)) return read;
  if (read.problem === "tooLarge") throw tooLarge();
  throw invalid({ file: said(read, language) });
}

const tooLarge = () =>
  new Refusal("tooLarge", "errors.413", { fields: { file: said({ problem: "tooLarge" }, "en") } });

/** Why a file as a whole is refused, in words. */
export function said(problem: FileProblem, language: Language): Message {
  const t = translator(language);
  const named = "fields" in problem ? problem.fields : deviceFields;
  const params = {
    megabytes: limits.upload.bytes / 1024 / 1024,
    max: limits.upload[problem.problem === "tooManyColumns" ? "columns" : "rows"],
    found: "found" in problem ? problem.found : 0,
    columns: named.map((field) => t(`devices.columns.${field}`)).join(", "),
  };
  return { key: `devices.file.${problem.problem}`, params };
}
