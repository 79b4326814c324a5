import { openDatabase } from "#db/client.ts";
import { moreOwnData, ownData, type OwnDataPart } from "#db/queries/own-data.ts";
import { limits } from "#src/domain/limits.ts";
import { brand } from "#src/brand/brand.ts";
import { translator } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { record, together } from "#functions/command/consequences.ts";
import { asker, askerEmail, readWithActor } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { copyingData } from "#functions/quotas/quotas.ts";
import { freshlySignedIn } from "#functions/rights/proof.ts";

const { perFilePart: most } = limits.copy;

const everything = (context: Context) => ownData(asker(context), askerEmail(context), most);

/** Somebody takes a copy of everything that is known about them: counted, on record, and for a new session only. */
export const takeCopy = command({
  action: "person.copy",
  input: () => ({}),
  load: (_, context) => ({
    ...copyingData.read({ copy: asker(context) }, context),
    ...everything(context),
  }),
  allow: (actor, _, __, context) => freshlySignedIn(actor, context),
  decide: ({ id }, loaded, _, context) => ({
    next: "profile/data",
    ...together(copyingData.take(loaded, { copy: id }, context), record({ subjectId: id })),
  }),
});

/**
 * The copy as text, a part at a time, since somebody's messages may be many; what the command has read is not read again.
 * Refuses before the first part.
 */
export async function copyOf(context: Context): Promise<AsyncGenerator<string>> {
  const { loaded, actor } = await readWithActor(context, () => everything(context));
  freshlySignedIn(actor, context);
  return written(context, loaded);
}

type Rows = Awaited<ReturnType<typeof readWithActor<ReturnType<typeof everything>>>>["loaded"];

async function* written(context: Context, firstOf: Rows) {
  const t = translator(context.language);
  const about = { portal: brand.portal, title: t("data.file.title"), note: t("data.file.note") };
  yield `${JSON.stringify({ ...about, madeAt: new Date(context.now).toISOString() }).slice(0, -1)}`;
  for (const part of Object.keys(everything(context)) as OwnDataPart[]) {
    yield `,\n\n"${part}": {"title": ${JSON.stringify(t(`data.parts.${part}`))}, "entries": [`;
    let separator = "\n";
    for await (const rows of allOf(context, part, firstOf[part]))
      for (const row of rows) {
        yield `${separator}${JSON.stringify(readable(row), null, 2)}`;
        separator = ",\n";
      }
    yield "]}";
  }
  yield "\n}\n";
}

/** The rows of one kind, with the right of whoever asks looked at again for each part. */
async function* allOf(context: Context, part: OwnDataPart, first: Rows[OwnDataPart]) {
  yield first;
  const [id, email] = [asker(context), askerEmail(context)];
  for (let rows = first, after = most; rows.length === most; after += most) {
    const database = openDatabase(context.settings.database);
    ({ rows } = await database.read({ rows: moreOwnData(part, id, email, most, after) }));
    yield rows;
  }
}

/** Instants as ISO 8601, and nothing that could be used: where a code or a link stood, three dots. */
const readable = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" && /(^a|A)t$/u.test(name)
        ? new Date(value).toISOString()
        : typeof value === "string"
          ? value.replace(/~(?:link|code|stop)~[\w-]+~/gu, "…")
          : value,
    ]),
  );
