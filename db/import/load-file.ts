import type { ImportFile } from "./files.ts";
import { loadRows } from "./load.ts";
import { loadOrganizations } from "./organizations.ts";
import type { Report, Tally } from "./report.ts";
import type { Source } from "./source.ts";
import type { Target } from "./target.ts";

/** Loads a file, from wherever it comes to wherever it goes. Refuses with `UnusableFile`. */
export const loadFile = (source: Source, file: ImportFile, into: Target, report: Report, tally: Tally) =>
  (file.table === "organization" ? loadOrganizations : loadRows)(source, file, into, report, tally);
