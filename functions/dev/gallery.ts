import { html } from "hono/html";
import type { Exchange } from "#functions/http/exchange.ts";

/** `/dev/gallery`: what `npm run gallery` has put among the files of the local build, with the headers of this run's own pages. */
export async function gallery(exchange: Exchange) {
  const { url, path } = exchange.req;
  const file = path.replace(/\/gallery\/?$/, "/gallery/").replace(/\.html$/, "");
  const found = await exchange.env.ASSETS.fetch(new Request(new URL(file, url)));
  if (found.ok)
    return new Response(found.body, { headers: { "content-type": found.headers.get("content-type") ?? "" } });
  await found.body?.cancel();
  return exchange.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>Gallery</title>
        </head>
        <body>
          <main>
            <h1>Gallery</h1>
            <p>
              Every page state and every e-mail in all languages, side by side: run
              <code>npm run gallery</code>, about two minutes, then start the portal again. The same files lie
              in <code>.data/gallery</code>, to be opened or sent.
            </p>
          </main>
        </body>
      </html>`,
    404,
  );
}
