import "#db/loading.ts";

const { runBuilt } = await import("./run.ts");
await runBuilt("serve");
