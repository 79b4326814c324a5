import { html } from "hono/html";
import type { Exchange } from "#functions/http/exchange.ts";

/** `/dev/gallery`: leads to what `npm run gallery` has made, which lies among the files of the local build. */
export async function gallery(exchange: Exchange) {
  const index = new URL("/dev/gallery/index.html", exchange.req.url);
  const made = await exchange.env.ASSETS.fetch(new Request(index, { redirect: "manual" }));
  await made.body?.cancel();
  if (made.status < 400) return exchange.redirect("/dev/gallery/");
  return exchange.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Gallery</title>
        </head>
        <body>
          <h1>Gallery</h1>
          <p>
            Every page state and every e-mail in all languages: run <code>npm run gallery</code>, about two
            minutes, then start the portal again. The same files lie in <code>.data/gallery</code>, to be
            opened or sent.
          </p>
        </body>
      </html>`,
  );
}
