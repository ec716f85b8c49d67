import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Asset } from "./values.js";

/** The content of the asset. A path is relative to where the program runs. A provider is started there too. */
export async function contentOf({ source }: Asset, signal?: AbortSignal): Promise<Uint8Array> {
  const { text, path, uri } = source;
  if (path !== undefined) return readFile(path, { signal });
  if (uri === undefined) return Buffer.from(text ?? "");
  if (uri.startsWith("file:")) return readFile(fileURLToPath(uri), { signal });
  const response = await fetch(uri, { signal });
  if (!response.ok) throw new Error(`${uri} answers with status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
