import { Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { accountAccess } from "./api/account-access.ts";
import { accountManagement } from "./api/account-management.ts";
import { accounts } from "./api/accounts.ts";
import { api } from "./api/v1/api.ts";
import { collect } from "./api/collect.ts";
import { collector } from "./api/collector.ts";
import { devices } from "./api/devices.ts";
import { feedback } from "./api/feedback.ts";
import { health } from "./api/health.ts";
import { keys } from "./api/keys.ts";
import { link } from "./api/link.ts";
import { metrics } from "./api/metrics.ts";
import { onboarding } from "./api/onboarding.ts";
import { organizations } from "./api/organizations.ts";
import { personalData } from "./api/own-data.ts";
import { portal } from "./api/portal.ts";
import { asset, chooser, prerendered, readOnly } from "./api/public.ts";
import { provider } from "./api/provider.ts";
import { requests } from "./api/requests.ts";
import { reviews } from "./api/reviews.ts";
import { signIn } from "./api/sign-in.ts";
import { stopping } from "./api/unsubscribe.ts";
import { webhooks } from "./api/webhooks.ts";
import { wellKnown } from "./api/well-known.ts";
import { languagePattern, onlySwitchLanguage } from "./http/address.ts";
import type { Env } from "./http/exchange.ts";
import { KnownRoutes } from "./http/known-routes.ts";
import { budget } from "./middleware/budget.ts";
import { configured } from "./middleware/configured.ts";
import { context } from "./middleware/context.ts";
import { crowd } from "./middleware/crowd.ts";
import { deliverAfterwards } from "./middleware/deliver.ts";
import { answerErrors, notAllowed, notFound } from "./middleware/errors.ts";
import { guards } from "./middleware/guards.ts";
import { headers } from "./middleware/headers.ts";
import { requestLog } from "./middleware/request-log.ts";

/** The whole pipeline: what holds for every request, then the addresses, then prerendered pages and assets. */
export const app = new Hono<Env>({ router: new KnownRoutes() });

app.onError(answerErrors);
app.notFound(notFound);
app.use(requestLog);
app.use(headers);
app.use(configured);
if (LOCAL) app.use((await import("./dev/stats.ts")).count);
app.use(context);
app.use(budget);
app.use(crowd);
app.use(guards);
app.use(methodNotAllowed({ app, onMethodNotAllowed: notAllowed }));
app.use(deliverAfterwards);
app.get("/", chooser);
app.get("/healthz", health);
app.get("/metrics", metrics);
for (const routes of [
  signIn,
  provider,
  onboarding,
  requests,
  reviews,
  keys,
  link,
  portal,
  personalData,
  organizations,
  collector,
  devices,
  accounts,
  accountAccess,
  accountManagement,
  prerendered,
  wellKnown,
  webhooks,
  collect,
  api,
  stopping,
  feedback,
])
  app.route("/", routes);
if (LOCAL) app.route("/dev", (await import("./dev/dev.ts")).dev);
app.use(`/${languagePattern}/*`, onlySwitchLanguage);
app.use(readOnly);
app.use(asset);
