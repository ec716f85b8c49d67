import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/**
 * The text of a file. One that gzip has made is unpacked first: a backend of files keeps states so, if it is told to.
 * @throws Error if the file cannot be read.
 */
export function readTextFile(path: string): string {
  const content = readFileSync(path);
  const isPacked = content[0] === 0x1f && content[1] === 0x8b;
  return (isPacked ? gunzipSync(content) : content).toString("utf8");
}
