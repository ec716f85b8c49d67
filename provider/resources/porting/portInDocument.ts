import { createHash } from "node:crypto";
import { extname } from "node:path";
import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { contentTypes, type DocumentFile } from "../../bandwidth/porting/portInDocuments.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure, Refused } from "../../pulumi/definition/errors.js";
import { contentOf } from "../../pulumi/values/asset.js";
import { Asset, equal } from "../../pulumi/values/values.js";
import { type Bandwidth, resource } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { messageOf } from "../ordering/failures.js";
import { notOurs } from "../ordering/ownership.js";
import { asset, id, oneOf, words } from "../properties/fields.js";

type ContentType = (typeof contentTypes)[keyof typeof contentTypes];
const types = [...new Set(Object.values(contentTypes))] as [ContentType, ...ContentType[]];
const listed = types.map((type) => `\`${type}\``).join(", ");

const inputs = z.object({
  orderId: id().describe("The port-in that the file belongs to.").meta({ replaces: true }),
  content: asset()
    .describe(
      "The file. Other content replaces it. If somebody else has uploaded another file, the declared content replaces that.",
    )
    .meta({ example: "./loa.pdf", writeOnly: true }),
  contentType: oneOf("PortInDocumentContentType", types)
    .optional()
    .describe(
      `The type of the file: ${listed}. Default: from the extension of the file's name. A text asset needs it. Toll-free port-ins accept only PDF and TIFF (error 7638).`,
    )
    .meta({ writeOnly: true, example: "application/pdf" }),
  documentType: oneOf("PortInDocumentType", ["LOA", "INVOICE", "CSR", "OTHER"])
    .optional()
    .describe(
      "What the file is: `LOA` (a letter of authorization), `INVOICE`, `CSR` (a customer service record) or `OTHER`. Some port-ins require it (error 7640).",
    )
    .meta({ example: "LOA" }),
  documentName: words(50)
    .optional()
    .describe("A readable name, at most 50 characters (error 7800).")
    .meta({ example: "Signed letter of authorization" }),
});

type Inputs = z.infer<typeof inputs>;

/** A file of a port-in. */
export const portInDocument = resource({
  name: "PortInDocument",
  description: `A file of a port-in: the letter of authorization, an invoice or a customer service record.

A port-in that is \`PENDING_DOCUMENTS\` continues when its documents are there. The provider doesn't upload the same file
twice: if the port-in is a resource of this program, it adopts a file of the port-in that already has this content.`,
  operations: [
    "GET /accounts/{accountId}/portins/{orderid}/loas",
    "POST /accounts/{accountId}/portins/{orderid}/loas",
    "GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}",
    "PUT /accounts/{accountId}/portins/{orderid}/loas/{fileid}",
    "DELETE /accounts/{accountId}/portins/{orderid}/loas/{fileid}",
    "GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
    "PUT /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
    "DELETE /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
  ],
  errors: portInDocumentErrors,
  inputs,
  outputs: z.object({
    fileId: z
      .string()
      .describe("The file's name at Bandwidth, which is its id there.")
      .meta({ stable: true, madeOf: ["orderId"] }),
    contentHash: z
      .string()
      .describe("SHA-256 of the content as Bandwidth has it, in hexadecimal.")
      .meta({ madeOf: ["content"] }),
    /** The same right after the upload. A later difference is somebody else's doing. */
    __storedHash: z.string().meta({ internal: true }),
  }),
  importId: {
    form: "orderId/fileId",
    example: "803f3cc5-beae-469e-bd65-e9891ccdffb9/803f3cc5-beae-469e-bd65-e9891ccdffb9-1092874634747.pdf",
  },
  examples: [
    {
      title: "The letter of authorization",
      inputs: {
        orderId: "$portIn.orderId",
        content: "./loa.pdf",
        documentType: "LOA",
        documentName: "Signed letter of authorization",
      },
    },
  ],

  check({ content }, given) {
    const said = content && Object.keys(content.source).length > 0;
    if (!said || given("contentType") || typeOf({ content })) return { failures: [] };
    const reason = `is required, because the extension of the content's name does not show it: one of ${types.join(", ")}`;
    return { failures: [{ property: "contentType", reason }] };
  },

  /** If the program doesn't declare it, the type comes from the extension of the name. */
  actual({ orderId, content, contentType, documentType, documentName, fileId }, wanted) {
    const kind = wanted.contentType && (contentType ?? typeByName(fileId));
    return { orderId, content, contentType: kind, documentType, documentName };
  },

  changes: ({ contentHash, __storedHash }) =>
    contentHash === __storedHash ? [] : [{ path: "content", kind: "update", replaces: false }],

  async create(call) {
    const { api, inputs, signal, info, isHeldByOther } = call;
    const { orderId, documentType } = inputs;
    const document = await fileOf(inputs, signal);
    const sent = hashOf(document.content);
    const { portInDocuments: files } = api;

    /** The name of the port-in's file with this content, if it has one that no other resource has. */
    const find = async (): Promise<string | undefined> => {
      const names = await files.names(orderId, signal);
      if (!names)
        throw new Refused([
          { property: "orderId", reason: `is not the id of a port-in: ${orderId}. Nothing was sent` },
        ]);
      for (const name of names.filter((one) => !isHeldByOther(`${orderId}/${one}`))) {
        const content = await files.content(orderId, name, signal);
        if (content && hashOf(content) === sent) return name;
      }
      return undefined;
    };
    const existing = await find();
    if (existing) {
      const path = `${orderId}/${existing}`;
      // The files of another program's port-in may belong to that program.
      if (!call.isHeld("PortIn", orderId) && !call.wasMine(path)) {
        const exists = `file ${existing} of port-in ${orderId} already has this content`;
        const instead = "A port-in needs a file only once.";
        throw notOurs(call, { type: "PortInDocument", id: path, exists, instead });
      }
      info(`file ${existing} of the port-in already has this content; this resource adopts it`);
    }
    const add = () => files.add(orderId, document, documentType, signal);
    const fileId = existing ?? (await createOnce(api.client, signal, add, find));
    const stored = await storedHash(call, orderId, fileId, sent);
    const outputs = { fileId, contentHash: stored, __storedHash: stored };
    await describe(call, orderId, fileId, {}, existing !== undefined).catch((error: unknown) => {
      // The file is there. The next run tries its metadata again.
      const known = { ...outputs, documentType: undefined, documentName: undefined };
      throw new PartialFailure(messageOf(error), { id: `${orderId}/${fileId}`, outputs: known }, { cause: error });
    });
    return { id: `${orderId}/${fileId}`, outputs };
  },

  async read({ api, id: ownId, state, signal }) {
    const { orderId, fileId } = partsOf(ownId);
    const content = await api.portInDocuments.content(orderId, fileId, signal);
    if (!content) return undefined;
    const { documentType, documentName } = await api.portInDocuments.metadata(orderId, fileId, signal);
    const contentHash = hashOf(content);
    // An import brings no file. Its metadata goes where a program would declare it, and so does its content.
    const declared = state?.content ?? new Asset(contentHash, { path: `./${fileId}` });
    return {
      inputs: { orderId, content: declared, contentType: state?.contentType, documentType, documentName },
      outputs: { fileId, contentHash, __storedHash: state?.__storedHash ?? contentHash },
    };
  },

  async update(call) {
    const { api, state, inputs, id: ownId, signal } = call;
    const { orderId, fileId } = partsOf(ownId);
    let stored = state.__storedHash ?? "";
    if (isAnother(state, inputs)) {
      const document = await fileOf(inputs, signal);
      await api.portInDocuments.replace(orderId, fileId, document, signal);
      stored = await storedHash(call, orderId, fileId, hashOf(document.content));
    }
    const outputs = { fileId, contentHash: stored, __storedHash: stored };
    await describe(call, orderId, fileId, state).catch((error: unknown) => {
      const { documentType, documentName } = state;
      const known = { ...inputs, ...outputs, documentType, documentName };
      throw new PartialFailure(messageOf(error), { outputs: known }, { cause: error });
    });
    return outputs;
  },

  async delete({ api, id: ownId, signal }) {
    const { orderId, fileId } = partsOf(ownId);
    await api.portInDocuments.remove(orderId, fileId, signal);
  },

  list: {
    inputs: z.object({ orderId: id().describe("The port-in whose files to list.") }),
    async *find({ api, query, signal }) {
      const orderId = String(query.orderId);
      for (const name of (await api.portInDocuments.names(orderId, signal)) ?? [])
        yield { id: `${orderId}/${name}`, name };
    },
  },
});

type FileState = Partial<Inputs> & { fileId?: string; contentHash?: string; __storedHash?: string };

/** Whether the content must be uploaded again. */
function isAnother(state: FileState, inputs: Inputs): boolean {
  if (state.contentHash !== state.__storedHash) return true;
  const kind = state.contentType ?? typeByName(state.fileId);
  return (inputs.contentType ?? kind) !== kind || !equal(state.content, inputs.content);
}

/** Sets the metadata of the file as the program declares it, if it differs. */
async function describe(
  { api, inputs, signal }: Call<Bandwidth> & { inputs: Inputs },
  orderId: string,
  fileId: string,
  before: Partial<Inputs>,
  anyway = false,
): Promise<void> {
  const { documentType, documentName } = inputs;
  const same = documentType === before.documentType && documentName === before.documentName;
  if (!same || anyway) await api.portInDocuments.describe(orderId, fileId, { documentType, documentName }, signal);
}

/** What Bandwidth made of a file: its hash, or ours if the file can't be read now. */
async function storedHash({ api, signal }: Call<Bandwidth>, orderId: string, fileId: string, sent: string) {
  const content = await api.portInDocuments.content(orderId, fileId, signal).catch(() => undefined);
  return content ? hashOf(content) : sent;
}

/** The file that the program passes. */
async function fileOf(inputs: Inputs, signal: AbortSignal): Promise<DocumentFile> {
  const contentType = typeOf(inputs);
  if (!contentType) throw new Refused([{ property: "contentType", reason: "is required. Nothing was sent" }]);
  const content = await contentOf(inputs.content, signal).catch((error: unknown) => {
    throw new Refused([{ property: "content", reason: `cannot be read: ${messageOf(error)}. Nothing was sent` }]);
  });
  if (content.length > 0) return { contentType, content };
  throw new Refused([{ property: "content", reason: "is empty. Nothing was sent" }]);
}

/** The type of a file: as declared, or from the extension of its name. */
function typeOf({ content, contentType }: { content: Asset; contentType?: ContentType }): ContentType | undefined {
  const { path, uri } = content.source;
  return contentType ?? typeByName(path ?? uri?.replace(/[?#].*$/, ""));
}

function typeByName(name = ""): ContentType | undefined {
  const ending = extname(name).slice(1).toLowerCase();
  return ending in contentTypes ? contentTypes[ending as keyof typeof contentTypes] : undefined;
}

function partsOf(ownId: string): { orderId: string; fileId: string } {
  const [orderId, fileId, ...more] = ownId.split("/");
  if (orderId && fileId && more.length === 0) return { orderId, fileId };
  throw new Error(`"${ownId}" is not the id of a port-in's document; expected: orderId/fileId`);
}

const hashOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
