import type { Problem as ProblemToTell } from "#functions/http/problem.ts";
import type { FieldErrors } from "./domain/refusal.ts";

declare global {
  namespace App {
    /** What the Worker hands to a page that is rendered on demand; a prerendered page has none of it. */
    interface Locals {
      /** What the page's query gave. */
      view: unknown;
      person: { readonly name: string; readonly email: string } | null;
      form: {
        readonly values: Readonly<Record<string, string>>;
        readonly errors: FieldErrors | undefined;
      };
      /** For the form of the page: makes sending it twice harmless. */
      operationId: string;
      timeZone: string;
      /** The public path of the page, with its query. */
      path: string;
      problem: ProblemToTell;
      /** On the page that tells a problem: a session was presented. */
      signedIn: boolean;
    }
  }

  /** True in the local build: it alone has the addresses under `/dev`. */
  const LOCAL: boolean;
}
