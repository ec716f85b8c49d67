import { enterPortInState } from "../account/portIns.js";
import type { PortInFile } from "../account/portingTypes.js";
import { type Call, emptyReply, parameter, Refusal, type Reply, requestBody, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, shapeProblems } from "../shape.js";
import { textOf } from "../xml.js";
import { portInOf } from "./portInBody.js";

const extensions: Record<string, string> = {
  "application/pdf": "pdf",
  "text/plain": "txt",
  "image/jpeg": "jpg",
  "image/tiff": "tiff",
  "text/csv": "csv",
  "application/xml": "xml",
  "audio/x-wav": "wav",
  "application/zip": "zip",
};
const documentTypes = ["LOA", "INVOICE", "CSR", "OTHER"];

function result(status: number, root: string, resultCode: string, resultMessage: string): Refusal {
  return new Refusal(xmlReply(status, root, { resultCode, resultMessage }));
}

function refuseUpload(resultCode: string, resultMessage: string): Refusal {
  return result(400, "fileUploadResponse", resultCode, resultMessage);
}

/** 200 even when there are none. */
function listFiles(call: Call): Reply {
  const { files } = portInOf(call);
  const withMetadata = call.query.get("metadata") === "true";
  return xmlReply(200, "fileListResponse", {
    fileCount: files.length,
    ...(withMetadata
      ? { fileData: files.map(({ fileName, metadata }) => ({ fileName, fileMetaData: metadata })) }
      : { fileNames: files.map(({ fileName }) => fileName) }),
    resultCode: 0,
    resultMessage: files.length > 0 ? "LOA file list successfully returned" : "No LOA files found for order",
  });
}

/** A request's content, as one of the eight types. */
function uploaded(call: Call): { contentType: string; content: string } {
  const contentType = call.contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!(contentType in extensions)) throw refuseUpload("1", `Unsupported content type '${contentType}'`);
  if (call.bytes.length === 0) throw refuseUpload("1", "The file is empty");
  return { contentType, content: call.bytes.toString("base64") };
}

/** The file's type, which may come with the upload. */
function typeOf(call: Call): string | undefined {
  const type = call.query.get("documentType") ?? undefined;
  if (type !== undefined && !documentTypes.includes(type)) {
    throw refuseUpload("7639", "Unknown documentType specified, valid values are: LOA, INVOICE, CSR, OTHER.");
  }
  return type;
}

/** A port-in waits for a document. */
function createFile(call: Call): Reply {
  const portIn = portInOf(call);
  const file = uploaded(call);
  const type = typeOf(call);
  const fileName = `${portIn.id}-${call.account.nextNumber()}.${extensions[file.contentType]}`;
  portIn.files.push({ fileName, ...file, ...(type ? { metadata: { DocumentType: type } } : {}) });
  if (portIn.status === "PENDING_DOCUMENTS") enterPortInState(call.account, portIn, "SUBMITTED");
  call.account.changed();
  const headers = { Location: `${call.settings.linkBase}${call.path}/${fileName}` };
  return xmlReply(
    201,
    "fileUploadResponse",
    {
      filename: fileName,
      resultCode: 0,
      resultMessage: `LOA file uploaded successfully for order ${portIn.id}`,
    },
    headers,
  );
}

/** The file in the path. 404 when it is missing. */
function fileOf(call: Call): PortInFile {
  const name = parameter(call, "file");
  const file = portInOf(call).files.find(({ fileName }) => fileName === name);
  if (!file) throw result(404, "fileUploadResponse", "7700", `File ${name} was not found`);
  return file;
}

function getFile(call: Call): Reply {
  const file = fileOf(call);
  return {
    status: 200,
    bytes: Buffer.from(file.content, "base64"),
    contentType: "application/octet-stream",
    headers: { "Content-Disposition": `attachment; filename=${file.fileName}` },
  };
}

function replaceFile(call: Call): Reply {
  const file = fileOf(call);
  Object.assign(file, uploaded(call));
  call.account.changed();
  return xmlReply(200, "fileUploadResponse", {
    filename: file.fileName,
    resultCode: 0,
    resultMessage: "LOA file uploaded successfully",
  });
}

function deleteFile(call: Call): Reply {
  const file = fileOf(call);
  const portIn = portInOf(call);
  portIn.files = portIn.files.filter((one) => one !== file);
  call.account.changed();
  return emptyReply(200);
}

function getMetadata(call: Call): Reply {
  const { metadata, fileName } = fileOf(call);
  if (!metadata) throw result(404, "fileMetaDataResponse", "1", `File ${fileName} has no metadata`);
  return xmlReply(200, "FileMetaData", metadata);
}

function setMetadata(call: Call): Reply {
  const file = fileOf(call);
  const element = requestBody(call, "FileMetaData", "fileMetaDataResponse");
  const [problem] = shapeProblems(element, group({ DocumentName: "text", DocumentType: "text", KeptUntil: "text" }));
  // Elements that are left out are gone. Only the live API knows KeptUntil.
  const names = ["DocumentName", "DocumentType", "KeptUntil"] as const;
  const told = names.map((name) => [name, textOf(element, name)]);
  const metadata: NonNullable<typeof file.metadata> = Object.fromEntries(told);
  if (problem) throw refuseUpload("99999", `SIMULATOR: ${problem}`);
  if (metadata.DocumentType && !documentTypes.includes(metadata.DocumentType)) {
    throw refuseUpload("7639", "Unknown documentType specified, valid values are: LOA, INVOICE, CSR, OTHER.");
  }
  if ((metadata.DocumentName ?? "").length > 50) {
    throw refuseUpload("7800", "Document name too long, max 50 characters");
  }
  file.metadata = metadata;
  call.account.changed();
  return emptyReply(200);
}

function deleteMetadata(call: Call): Reply {
  const file = fileOf(call);
  file.metadata = undefined;
  call.account.changed();
  return emptyReply(200);
}

export const portInFileRoutes: Route[] = [
  ["GET", "/accounts/:account/portins/:order/loas", listFiles],
  ["POST", "/accounts/:account/portins/:order/loas", createFile],
  ["GET", "/accounts/:account/portins/:order/loas/:file", getFile],
  ["PUT", "/accounts/:account/portins/:order/loas/:file", replaceFile],
  ["DELETE", "/accounts/:account/portins/:order/loas/:file", deleteFile],
  ["GET", "/accounts/:account/portins/:order/loas/:file/metadata", getMetadata],
  ["PUT", "/accounts/:account/portins/:order/loas/:file/metadata", setMetadata],
  ["DELETE", "/accounts/:account/portins/:order/loas/:file/metadata", deleteMetadata],
];
