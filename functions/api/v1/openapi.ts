import * as z from "zod";
import { brand } from "#src/brand/brand.ts";
import { problems, type ProblemCode } from "#functions/http/problem.ts";
import { always, type Operation, operations } from "./operations.ts";
import { schemas } from "./schemas.ts";

const schemaAt = (id: string) => `#/components/schemas/${id}`;
const referTo = (id: string) => ({ $ref: schemaAt(id) });

/** A schema without what only a document of its own has. */
const bare = ({ $schema: _, $id: __, id: ___, ...schema }: Readonly<Record<string, unknown>>) => schema;

const each = <T, U>(of: Readonly<Record<string, T>>, to: (one: T, name: string) => U) =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, to(one, name)]));

/** The description of the API in OpenAPI 3.1, from the schemas that its answers and questions keep to. */
export function description(url: string) {
  const named = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) named.add(schema, { id });
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, operation] of Object.entries<Operation>(operations))
    (paths[operation.path] ??= {})[operation.method] = { operationId, ...operationOf(operation) };
  return {
    openapi: "3.1.0",
    info: {
      title: `${brand.portal} API`,
      version: "1",
      description:
        "For the provider's own systems. Agents make keys at /en/keys. Examples: functions/api/v1/README.md.",
    },
    servers: [{ url }],
    security: [{ key: [] }],
    paths,
    webhooks: {
      "access.changed": toldOf("AccessChanged", "What somebody holds in a place has changed"),
      "case.changed": toldOf("CaseChanged", "A case was opened, asked about, answered, decided, or is over"),
    },
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      schemas: each(z.toJSONSchema(named, { uri: schemaAt }).schemas, bare),
      responses: each(problems, ([, title]) => ({
        description: title,
        content: { "application/problem+json": { schema: referTo("Problem") } },
      })),
    },
  };
}

/** A call to `PROVISIONING_URL`, signed as Standard Webhooks say, and repeated until it is answered with 2xx. */
const toldOf = (schema: keyof typeof schemas, summary: string) => ({
  post: {
    summary,
    parameters: ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => ({
      name,
      in: "header",
      required: true,
      schema: { type: "string" },
    })),
    requestBody: { required: true, content: { "application/json": { schema: referTo(schema) } } },
    responses: { 204: { description: "Heard; the same id again is the same call" } },
  },
});

function operationOf({ summary, scope, path, query, body, answers, refuses = [], method }: Operation) {
  const codes: readonly ProblemCode[] = [...always, ...refuses];
  const byStatus = Map.groupBy(codes, (code) => problems[code][0]);
  return {
    summary: scope ? `${summary} (scope ${scope})` : summary,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      ...(query ? inQuery(query) : []),
      ...(method === "post"
        ? [
            {
              name: "Idempotency-Key",
              in: "header",
              required: true,
              description:
                "The same key with the same request is carried out once and answered the same for a week.",
              schema: { type: "string" },
            },
          ]
        : []),
    ],
    ...(body && {
      requestBody: {
        required: true,
        description: body.about,
        content: { [body.type]: { schema: body.schema ? referTo(body.schema) : { type: "string" } } },
      },
    }),
    responses: {
      200: {
        description: "Done",
        content: { "application/json": { schema: referTo(answers) } },
      },
      ...Object.fromEntries(
        [...byStatus].map(([status, [first, ...others]]) => [
          status,
          others.length
            ? {
                description: [first!, ...others].map((code) => `${code}: ${problems[code][1]}`).join("; "),
                content: { "application/problem+json": { schema: referTo("Problem") } },
              }
            : { $ref: `#/components/responses/${first!}` },
        ]),
      ),
    },
  };
}

function inQuery(query: z.ZodObject) {
  const { properties = {} } = z.toJSONSchema(query, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...own } = schema as { description?: string };
    return { name, in: "query", ...(description && { description }), schema: own };
  });
}
