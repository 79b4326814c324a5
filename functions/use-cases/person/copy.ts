import { ownData, type OwnDataPart } from "#db/queries/own-data.ts";
import { emailOf } from "#db/queries/person.ts";
import { limits } from "#src/domain/limits.ts";
import { brand } from "#src/brand/brand.ts";
import { translator } from "#src/i18n/translator.ts";
import { command } from "#functions/command/command.ts";
import { record, together } from "#functions/command/consequences.ts";
import { asker, readWithActor } from "#functions/command/query.ts";
import type { Context } from "#functions/context/context.ts";
import { copyingData } from "#functions/quotas/quotas.ts";
import { freshlySignedIn } from "#functions/rights/proof.ts";

const { rows: most } = limits.copy;

const everything = (context: Context) => ownData(asker(context), emailOf(asker(context)), most);

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

/** The copy as text; what the command has read is not read again. */
export async function copyOf(context: Context): Promise<string> {
  const { loaded: parts, actor } = await readWithActor(context, () => everything(context));
  freshlySignedIn(actor, context);
  const { language } = context;
  const t = translator(language);
  const content = Object.fromEntries(
    (Object.keys(everything(context)) as OwnDataPart[]).map((part) => [
      part,
      {
        title: t(`data.parts.${part}`),
        complete: parts[part].length <= most,
        entries: parts[part].slice(0, most).map((row) => readable(row)),
      },
    ]),
  );
  const about = { portal: brand.portal, title: t("data.file.title"), note: t("data.file.note") };
  return JSON.stringify({ ...about, madeAt: new Date(context.now).toISOString(), ...content }, null, 2);
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
