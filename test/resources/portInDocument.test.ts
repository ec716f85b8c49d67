import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { read } from "../../provider/pulumi/definition/lifecycle.js";
import { Asset, type Values } from "../../provider/pulumi/values/values.js";
import { portInOf } from "./portInSupport.js";
import { complaints, resourceNamed, Stack } from "./support.js";

const TYPE = "PortInDocument";

const hashOf = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
/** A text, as the engine hands it over. */
const textAsset = (text: string) => new Asset(hashOf(text), { text });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-bandwidth-loa-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file, as the engine hands it over. */
function fileAsset(name: string, content: string | Buffer): Asset {
  const path = join(folder, name);
  writeFileSync(path, content);
  return new Asset(hashOf(content), { path });
}

describe("a document's inputs", () => {
  test("a port-in, a content and what kind of file it is", () => {
    expect(complaints(TYPE, {})).toEqual(["orderId is required", "content is required"]);
    expect(complaints(TYPE, { orderId: "1", content: textAsset("x") })[0]).toMatch(
      /^contentType is required, because the extension of the content's name does not show it: one of application\/pdf,/,
    );
    for (const content of [
      new Asset("h", { path: "./LOA.PDF" }),
      new Asset("h", { uri: "https://x.test/a.tif?b#c" }),
    ]) {
      expect(complaints(TYPE, { orderId: "1", content })).toEqual([]);
    }
    const wrong = { orderId: "1", content: new Asset("h", { path: "a.doc" }), documentType: "BILL", documentName: "" };
    expect(complaints(TYPE, { ...wrong, contentType: "application/msword" })).toEqual([
      expect.stringMatching(/^contentType must be one of "application\/pdf", "text\/plain"/),
      'documentType must be one of "LOA", "INVOICE", "CSR", "OTHER"',
      "documentName must not be empty",
    ]);
    expect(complaints(TYPE, { orderId: "1", content: "./loa.pdf" })[0]).toContain("content must be an asset");
  });
});

describe("a document", () => {
  let stack: Stack;
  let orderId: string;
  beforeEach(async () => {
    stack = await Stack.start();
    const siteId = await stack.site();
    await stack.peer(siteId);
    orderId = (await stack.create("PortIn", "office", portInOf(siteId))).id;
  });
  afterEach(() => stack.close());

  const LOA = "I, Joe Smith, authorize Bandwidth";
  const files = () => stack.simulator.account.portIns.get(orderId)?.files ?? [];
  const contents = () => files().map(({ content }) => Buffer.from(content, "base64").toString());
  const loa = (more: Values = {}): Values => ({
    orderId,
    content: textAsset(LOA),
    contentType: "text/plain",
    documentType: "LOA",
    ...more,
  });
  const up = (more: Values = {}) => stack.create(TYPE, "loa", loa(more));
  const refreshed = async (id: string, state: Values) => (await stack.read(TYPE, "loa", id, state))?.state ?? {};
  const settled = (state: Values, more: Values = {}) => expect(stack.diff(TYPE, state, loa(more)).changes).toEqual([]);

  test("is handed in byte by byte, with what it is, and the port-in goes on", async () => {
    const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff, 0xfe, 0x0d, 0x0a, 0x80]);
    const more = { content: fileAsset("loa.pdf", bytes), contentType: undefined, documentName: "Signed letter" };
    const { id, state } = await up(more);
    const [file] = files();
    expect(id).toBe(`${orderId}/${file?.fileName}`);
    expect(Buffer.from(file?.content ?? "", "base64")).toEqual(bytes);
    expect(file).toMatchObject({
      contentType: "application/pdf",
      metadata: { DocumentType: "LOA", DocumentName: "Signed letter" },
    });
    expect(state).toMatchObject({ fileId: file?.fileName, contentHash: hashOf(bytes) });
    expect(stack.simulator.account.portIns.get(orderId)?.status).toBe("SUBMITTED");
    settled(state, more);
    settled(await refreshed(id, state), more);
  });

  test("each of the eight kinds is sent as what it is", async () => {
    const kinds = {
      pdf: "application/pdf",
      txt: "text/plain",
      jpg: "image/jpeg",
      tif: "image/tiff",
      csv: "text/csv",
      xml: "application/xml",
      wav: "audio/x-wav",
      zip: "application/zip",
    };
    for (const [ending, type] of Object.entries(kinds)) {
      await up({ content: fileAsset(`a.${ending}`, `a ${ending}`), contentType: undefined });
      expect(files().at(-1)?.contentType).toBe(type);
    }
    expect(files()).toHaveLength(8);
  });

  test("another content replaces it, in the same place", async () => {
    const { id, state } = await up();
    const more = { content: textAsset("I authorize nobody") };
    const mark = stack.simulator.requests.mark();
    expect(stack.diff(TYPE, state, loa(more)).changes).toEqual([{ path: "content", kind: "update", replaces: false }]);
    const next = await stack.update(TYPE, "loa", id, state, loa(more));
    expect(stack.writes(mark).map((line) => line.split(" ")[0])).toEqual(["PUT"]);
    expect(contents()).toEqual(["I authorize nobody"]);
    expect(next).toMatchObject({ fileId: state.fileId, contentHash: hashOf("I authorize nobody") });
    // The same content in another place is the same.
    settled(await refreshed(id, next), { content: fileAsset("same.txt", "I authorize nobody") });
    expect(stack.diff(TYPE, next, loa({ orderId: "another" })).replaces).toEqual(["orderId"]);
  });

  test("what it is said to be is changed and taken away by itself", async () => {
    const { id, state } = await up();
    const mark = stack.simulator.requests.mark();
    const named = await stack.update(TYPE, "loa", id, state, loa({ documentType: "CSR", documentName: "Record" }));
    expect(files()[0]?.metadata).toEqual({ DocumentType: "CSR", DocumentName: "Record" });
    const bare = await stack.update(TYPE, "loa", id, named, loa({ documentType: undefined }));
    expect(files()[0]?.metadata).toBeUndefined();
    expect(stack.writes(mark).map((line) => line.replace(/ .*(\/\w+)$/, " $1"))).toEqual([
      "PUT /metadata",
      "DELETE /metadata",
    ]);
    settled(await refreshed(id, bare), { documentType: undefined });
  });

  test("keeps what is said of it and nobody knows, with and without words of the program's own", async () => {
    const { id, state } = await up();
    Object.assign(files()[0]?.metadata ?? {}, { KeptUntil: "2031" });
    const named = await stack.update(TYPE, "loa", id, state, loa({ documentType: "CSR", documentName: "Record" }));
    expect(files()[0]?.metadata).toMatchObject({ KeptUntil: "2031", DocumentType: "CSR", DocumentName: "Record" });
    const bare = await stack.update(TYPE, "loa", id, named, loa({ documentType: undefined }));
    expect(files()[0]?.metadata).toEqual({ KeptUntil: "2031" });
    settled(await refreshed(id, bare), { documentType: undefined });
  });

  test("drift of the content and of what it is said to be is seen and put back", async () => {
    const { id, state } = await up();
    Object.assign(files()[0] ?? {}, { content: Buffer.from("forged").toString("base64") });
    Object.assign(files()[0]?.metadata ?? {}, { DocumentType: "OTHER" });
    const drifted = await refreshed(id, state);
    expect(drifted.contentHash).toBe(hashOf("forged"));
    expect(stack.diff(TYPE, drifted, loa()).changes.map(({ path }) => path)).toEqual(["documentType", "content"]);
    const healed = await stack.update(TYPE, "loa", id, drifted, loa());
    expect(contents()).toEqual([LOA]);
    expect(files()[0]?.metadata).toMatchObject({ DocumentType: "LOA" });
    settled(await refreshed(id, healed));
  });

  test("whose answer was lost, or whose run was killed, is not handed in twice", async () => {
    stack.simulator.faults.on("POST", /loas$/, { kind: "lostAnswer" });
    const first = await up();
    const again = await up({ documentName: "Letter" });
    expect(again.id).toBe(first.id);
    expect(files()).toMatchObject([{ metadata: { DocumentName: "Letter" } }]);
    expect(stack.said.join()).toContain("already has this content; this resource adopts it");
    // Another resource's file with the same content stays its own.
    const call = { ...stack.call("other"), isHeldByOther: (id: string) => id === first.id };
    await resourceNamed(TYPE).create({ ...call, inputs: loa() });
    expect(files()).toHaveLength(2);
  });

  test.each(["html", "json"] as const)("is not taken for what something on the way sends: %s", async (kind) => {
    stack.simulator.faults.on("GET", /loas\/[^/]+$/, { kind });
    const { id, state } = await up();
    settled(await refreshed(id, state));
    stack.simulator.faults.on("GET", /loas\/[^/]+$/, { kind });
    await expect(refreshed(id, state)).rejects.toThrow("a page or a message, not the file");
  });

  test("is not taken for an error that comes with the status of a success", async () => {
    const { id, state } = await up();
    const body =
      "<Response><ErrorList><Error><Code>1000</Code><Description>Something failed.</Description></Error></ErrorList></Response>";
    stack.simulator.faults.on("GET", /loas\/[^/]+$/, { kind: "status", status: 200, body });
    await expect(refreshed(id, state)).rejects.toThrow("a page or a message, not the file");
    settled(await refreshed(id, state));
  });

  test("of which only the description failed is in the state, and described by the next run", async () => {
    stack.simulator.faults.on("PUT", /metadata$/, { kind: "status", status: 403 });
    const error = await up({ documentName: "Letter" }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "PartialFailure", done: { id: `${orderId}/${files()[0]?.fileName}` } });
    const { id, outputs } = (error as { done: { id: string; outputs: Values } }).done;
    const next = await stack.update(TYPE, "loa", id, outputs, loa({ documentName: "Letter" }));
    expect(files()).toMatchObject([{ metadata: { DocumentType: "LOA", DocumentName: "Letter" } }]);
    settled(next, { documentName: "Letter" });
  });

  test("that cannot be read, is empty, or has no port-in is refused before anything is sent", async () => {
    const mark = stack.simulator.requests.mark();
    await expect(up({ content: new Asset("h", { path: join(folder, "gone.pdf") }) })).rejects.toThrow(
      /^content cannot be read: ENOENT.*\. Nothing was sent$/,
    );
    await expect(up({ content: textAsset("") })).rejects.toThrow("content is empty. Nothing was sent");
    await expect(up({ orderId: "nothing" })).rejects.toThrow(
      "orderId is not the id of a port-in: nothing. Nothing was sent",
    );
    expect(stack.writes(mark)).toEqual([]);
  });

  test("that the API refuses is told with its code", async () => {
    const body =
      "<fileUploadResponse><resultCode>7640</resultCode><resultMessage>Type is needed</resultMessage></fileUploadResponse>";
    stack.simulator.faults.on("POST", /loas/, { kind: "status", status: 400, body });
    await expect(up()).rejects.toThrow(/7640 "Type is needed"/);
    // A refusal may come with a status of success.
    stack.simulator.faults.on("POST", /loas/, { kind: "status", status: 200, body });
    await expect(up()).rejects.toThrow(/7640 "Type is needed"/);
    expect(files()).toEqual([]);
  });

  test("is imported by port-in and name, listed, deleted, and gone when it is gone", async () => {
    const { id, state } = await up();
    const imported = await read(resourceNamed(TYPE), stack.call("loa"), id);
    const content = new Asset(hashOf(LOA), { path: `./${state.fileId}` });
    expect(imported?.inputs).toEqual({ orderId, content, documentType: "LOA" });
    // The program's file is not handed in again when Bandwidth has it already.
    settled(imported?.state ?? {});
    const other = loa({ content: textAsset("another") });
    expect(stack.diff(TYPE, imported?.state ?? {}, other).changes).toEqual([
      { path: "content", kind: "update", replaces: false },
    ]);
    await stack.update(TYPE, "loa", id, imported?.state ?? {}, other);
    expect(contents()).toEqual(["another"]);
    const query = { orderId };
    const found = [];
    const list = resourceNamed(TYPE).list?.find({ api: stack.api, query, signal: new AbortController().signal });
    for await (const one of list ?? []) found.push(one);
    expect(found).toEqual([{ id, name: state.fileId }]);
    await expect(stack.read(TYPE, "loa", "loa.pdf")).rejects.toThrow("expected: orderId/fileId");
    stack.simulator.faults.on("GET", /loas/, { kind: "html", status: 404 }, { times: 9 });
    await expect(stack.read(TYPE, "loa", id, state)).rejects.toThrow();
    stack.simulator.faults.clear();
    await stack.delete(TYPE, "loa", id, state);
    await stack.delete(TYPE, "loa", id, state);
    expect(files()).toEqual([]);
    expect(await stack.read(TYPE, "loa", id, state)).toBeUndefined();
  });
});
