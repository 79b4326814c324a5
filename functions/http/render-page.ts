import { FetchState, middleware, pages } from "astro/fetch";
import type { Views } from "#functions/views/views.ts";
import type { Exchange } from "./exchange.ts";
import { finished } from "./finished.ts";

type Own = Partial<
  Pick<
    App.Locals,
    "person" | "signedIn" | "waiting" | "form" | "operationId" | "problems" | "check" | "notice"
  >
>;

/**
 * Renders the page at a place of `src/pages/[lang]`, such as `organizations/[id]/people`. The parameters stay as they
 * are written there: what the browser's address says, the page knows from its view alone, so that no text of an address
 * leads to another page and no token of a link comes here.
 */
export async function renderPage<Place extends keyof Views>(
  exchange: Exchange,
  place: Place,
  view: Views[Place],
  own: Own = {},
  status = 200,
): Promise<Response> {
  const { language, settings } = exchange.var;
  const asked = new URL(exchange.req.url);
  const address = new URL(`/${language}/${place}`, asked);
  const state = new FetchState(new Request(address, { headers: exchange.req.raw.headers }));
  Object.assign(state.locals, {
    timeZone: settings.timeZone,
    operator: settings.operator,
    path: asked.pathname + asked.search,
    view: (of: string) => {
      if (of === place) return view;
      throw new Error(`the page at ${place} asks for the view of ${of}`);
    },
    ...own,
  });
  state.status = status;
  state.streaming = false;
  state.logger = Object.assign(Object.create(state.logger) as typeof state.logger, {
    error: () => undefined,
  });
  state.renderError = (_request: Request, { error }: { error?: unknown }) => {
    throw error;
  };
  const response = await middleware(state, pages);
  if (response.headers.has("X-Astro-Error")) throw new Error(`no page at ${place}`);
  const shown = await finished(exchange, response);
  return exchange.newResponse(shown.body, shown);
}
