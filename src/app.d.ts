/** What the Worker hands to a page that is rendered on demand. */
declare namespace App {
  interface Locals {
    /** What the page's query gave. */
    view: unknown;
    person: { readonly name: string; readonly email: string } | null;
    form: {
      readonly values: Readonly<Record<string, string>>;
      readonly errors: import("./domain/refusal.ts").FieldErrors | undefined;
    };
    /** For the form of the page: makes sending it twice harmless. */
    operationId: string;
    timeZone: string;
    /** The public path of the page, with its query. */
    path: string;
    problem: import("../functions/problem.ts").Problem;
  }
}

declare const LOCAL: boolean;
