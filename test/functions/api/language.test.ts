import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  advance,
  agents,
  choose,
  sql,
  startDemo,
  tryOf,
  verify,
  administrator as becomeAdministrator,
} from "../../e2e/http/world.ts";
import { type Controls, controls, switchLanguage } from "../../helpers/forms.ts";
import type { TestPortal } from "../../helpers/portal.ts";
import { type Proxy, startProxy } from "../../helpers/proxy.ts";
import { Visitor } from "../../helpers/visitor.ts";
import { startPortalBehind } from "./language-portal.ts";
