import type { Views } from "#functions/views/views.ts";
import type { Asked } from "#functions/command/query.ts";
import type { Notice } from "#functions/command/command.ts";
import type { Check } from "./domain/act.ts";
import type { SentForm } from "./components/form/sent-form.ts";
import type { Formats } from "./i18n/formats.ts";
import type { Language, Translate } from "./i18n/translator.ts";
import type { PageAddress } from "./page-address.ts";
import type { Operator } from "./settings/operator.ts";

declare global {
  namespace App {
    /** What every page and component has at hand: `src/middleware.ts` fills it, and `renderPage` for one request. */
    interface Locals {
      language: Language;
      t: Translate;
      formats: Formats;
      /** The address of a page in this language; without a page, the home. */
      address: <Path extends string>(page?: Path & PageAddress<Path>) => string;
      /** The public path of the page, with its query. */
      path: string;
      /** A session was presented; whose it is, `person` says where it was read. */
      signedIn: boolean;
      /** What waits for whoever asks; null where that was not read. */
      waiting: NonNullable<Asked<unknown>["waiting"]> | null;
      person: { readonly name: string; readonly email: string } | null;
      form: SentForm;
      /** What was sent is to be confirmed first: the page asks this. */
      check: Check | undefined;
      /** What is said of the act that led to the page. */
      notice: Notice | null;
      /** For the forms of the page: makes sending one twice harmless. */
      operationId: string;
      /** What is wrong with the page's form, signed, for the page in another language. */
      problems: string | undefined;
      /** What was read for the page at a place; a page asks for its own, and a prerendered one has none. */
      view: <Place extends keyof Views>(place: Place) => Views[Place];
      timeZone: string;
      /** Who runs the portal, as legal texts say it. */
      operator: Operator;
    }
  }

  /** True in the local build: it alone has the addresses under `/dev`. */
  const LOCAL: boolean;
}
