import { resolve } from "node:path";
import { z } from "zod";
import type { Call } from "../../pulumi/definition/definition.js";
import { Asset } from "../../pulumi/values/values.js";
import type { Bandwidth } from "../define.js";
import { messageOf } from "../ordering/failures.js";
import { asset, words } from "../properties/fields.js";
import { checksumOf, isSameFile, isTaken, readIntact, removeIntact, writeWhole } from "../properties/localFile.js";

/** A larger file would make the state too big to carry around. */
const MOST_IN_STATE = 1024 * 1024;

/** Inputs of every report besides its subject. */
export const deliveryInputs = {
  path: words(4_096)
    .refine((path) => !/[/\\]$/.test(path), "must name a file, not a folder")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no file of a user's has these.
    .refine((path) => !/[\u0000-\u001f\u007f]/.test(path), "must not contain control characters")
    .optional()
    .describe(
      "Path of the file to write, at most 4,096 characters, relative to where the program runs. Missing folders are created. If something that this resource did not write is already there, that is an error, and it is not overwritten. Without `path`, the file is in `content`.",
    )
    .meta({ example: "reports/january.csv" }),
  replacementTriggers: z
    .array(z.string())
    .optional()
    .describe("Any texts. When they change, the provider creates a new report.")
    .meta({ replaces: true, writeOnly: true }),
};

/** Outputs of every report. */
export const deliveryOutputs = {
  size: z.int().optional().describe("Size of the file in bytes."),
  checksum: z.string().optional().describe("SHA-256 of the file, in hexadecimal digits."),
  content: z
    .string()
    .optional()
    .describe("The file in base64, if there is no `path` and the file has at most 1 MiB. Secret: it may contain calls.")
    .meta({ secret: true }),
  file: asset()
    .optional()
    .describe(
      "The file at `path`, as an asset for other resources. YAML loses assets that are outputs. There, pass `writtenPath` to `fn::fileAsset`.",
    ),
  writtenPath: z
    .string()
    .optional()
    .describe("Path of the written file: `path`, once there is a file.")
    .meta({ madeOf: ["path"] }),
};

export type Delivered = {
  size?: number;
  checksum?: string;
  content?: string;
  file?: Asset;
  /** Where this resource wrote the file. */
  writtenPath?: string;
};

/** What a state knows of a report's file. */
export type Held = Delivered & { path?: string };

/** No two resources may write the same file. */
export const deliveryClaims = (path: string | undefined) =>
  path === undefined ? [] : [{ what: `the file ${resolve(path)}`, property: "path" }];

/** What is missing so far. The report may be ready: an interrupted run didn't get to the file. */
export const undelivered = ({ checksum }: Held) =>
  checksum === undefined ? [{ path: "checksum", kind: "add" as const, replaces: false }] : [];

/** Refuses a path where something is that this resource didn't write. In a create, before anything is requested. */
export async function refuseTaken(path: string | undefined, done = "No report was requested."): Promise<void> {
  if (path === undefined || !(await isTaken(path))) return;
  throw new Error(
    `path "${path}": something that this resource did not write is already there. It was not overwritten. ` +
      `Move it away, or give another path. ${done}`,
  );
}

/** Writes the file to the declared path, and removes the file that was written elsewhere. */
export async function deliver(
  call: Call<Bandwidth>,
  path: string | undefined,
  held: Held,
  fetch: () => Promise<Uint8Array>,
): Promise<Delivered> {
  const own = await ownFile(held);
  if (own && path === held.writtenPath) return present(held);
  const content = own ?? inState(held) ?? (await fetch());
  const checksum = checksumOf(content);
  const known = { size: content.length, checksum };
  if (path === undefined) {
    await withdraw(call, held);
    if (content.length <= MOST_IN_STATE) return { ...known, content: Buffer.from(content).toString("base64") };
    call.warn(
      `the file has ${content.length} bytes, too many for \`content\` (1 MiB): give path, and the provider writes it to a file`,
    );
    return known;
  }
  await put(path, content, checksum, held);
  if (held.writtenPath !== undefined && !(await isSameFile(held.writtenPath, path))) await withdraw(call, held);
  return { ...known, writtenPath: path, file: new Asset(checksum, { path }) };
}

/** `path` as it is now, and its outputs, without what is missing on disk or was changed there. */
export async function delivered(held: Held): Promise<{ path?: string; outputs: Delivered; lost: boolean }> {
  const intact = (await ownFile(held)) !== undefined;
  const { size, checksum, content, writtenPath } = held;
  const path = intact && held.path === writtenPath ? held.path : undefined;
  const file = path === undefined ? {} : { file: new Asset(checksum, { path }) };
  const lost = !intact && content === undefined && (checksum === undefined || writtenPath !== undefined);
  return { path, outputs: { size, checksum, content, writtenPath, ...file }, lost };
}

/** Removes the file that this resource wrote, unless somebody has changed it since. */
export async function withdraw({ warn }: Call<Bandwidth>, { writtenPath: path, checksum }: Held): Promise<void> {
  if (path === undefined || checksum === undefined) return;
  const gone = await removeIntact(path, checksum).catch((error: unknown) => {
    warn(`the file ${path} stays: ${messageOf(error)}`);
    return true;
  });
  if (!gone) warn(`the file ${path} stays: it was changed since it was written`);
}

async function put(path: string, content: Uint8Array, checksum: string, held: Held): Promise<void> {
  if (path !== held.writtenPath && (await isTaken(path))) {
    // An interrupted run got this far, or the program spells the same path in another way.
    if (await readIntact(path, checksum)) return;
    await refuseTaken(path, "Nothing was written.");
  }
  await writeWhole(path, content).catch((error: unknown) => {
    const reason = messageOf(error);
    throw new Error(
      `path "${path}": the file cannot be written: ${reason}. The report is in the state. Correct the path, and the next run writes the file.`,
      { cause: error },
    );
  });
}

async function ownFile({ writtenPath: path, checksum }: Held): Promise<Uint8Array | undefined> {
  return path === undefined || checksum === undefined ? undefined : readIntact(path, checksum);
}

function inState({ content, checksum }: Held): Uint8Array | undefined {
  const bytes = content === undefined ? undefined : Buffer.from(content, "base64");
  return bytes && checksumOf(bytes) === checksum ? bytes : undefined;
}

const present = ({ size, checksum, writtenPath }: Held): Delivered => {
  const file = writtenPath === undefined ? {} : { file: new Asset(checksum, { path: writtenPath }) };
  return { size, checksum, writtenPath, ...file };
};
