import { sql } from "drizzle-orm";
import { build } from "#db/builder.ts";
import type { OperationId } from "#src/domain/ids.ts";
import type { Gathered } from "./gathering.ts";
import { comparedAs } from "./statements.ts";

/** Puts into an answer that is kept what writing these rows is about to change. */
export const answerChanges = (id: OperationId, { file, header, rows }: Gathered) =>
  build.run(sql`update api_answer
    set answer = json_set(answer, '$.changes', json(${comparedAs(file, header, rows)})) where id = ${id}`);
