import { runBuilt } from "./run.ts";

await runBuilt("start");
