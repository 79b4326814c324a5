import { createReadStream } from "node:fs";
import { type Source, UnusableFile } from "./source.ts";

/** A file of a directory. */
export const onDisk = (path: string): Source =>
  async function* () {
    try {
      yield* createReadStream(path) as AsyncIterable<Buffer>;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EISDIR") throw new UnusableFile("it is a directory");
      if (code === "EACCES" || code === "EPERM") throw new UnusableFile("it may not be read");
      throw error;
    }
  };
