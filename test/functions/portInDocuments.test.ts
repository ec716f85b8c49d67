import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeOf, placePortIn, upload } from "./portSupport.js";
import { complaints, Desk } from "./support.js";

/** Bytes that are no text, so that a download that went through a text would show. */
const LETTER = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe, 0x80, 0x0d, 0x0a]);

let desk: Desk;
let orderId: string;
let folder: string;
beforeEach(async () => {
  desk = await Desk.open();
  orderId = await placePortIn(desk, (await placeOf(desk)).siteId, ["9194440001"]);
  folder = mkdtempSync(join(tmpdir(), "documents-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await desk.close();
});

const describeFile = (fileName: string) =>
  desk.caller.account(
    "PUT",
    `/portins/${orderId}/loas/${fileName}/metadata`,
    "<FileMetaData><DocumentName>Letter</DocumentName><DocumentType>LOA</DocumentType></FileMetaData>",
  );

describe("the files of a port-in", () => {
  test("their names, and what is said of them when that is asked for", async () => {
    expect(await desk.look("getPortInDocuments", { orderId, metadata: true })).toEqual({ orderId, documents: [] });
    const first = await upload(desk, orderId, LETTER);
    const second = await upload(desk, orderId, "a,b", "text/csv");
    await describeFile(first);
    expect(await desk.look("getPortInDocuments", { orderId })).toEqual({
      orderId,
      documents: [{ fileName: first }, { fileName: second }],
    });
    expect(await desk.look("getPortInDocuments", { orderId, metadata: true })).toEqual({
      orderId,
      documents: [{ fileName: first, documentName: "Letter", documentType: "LOA" }, { fileName: second }],
    });
    desk.simulator.faults.on("GET", /loas$/, { kind: "empty", status: 200 });
    await expect(desk.look("getPortInDocuments", { orderId, metadata: true })).rejects.toThrow("a list of files");
  });

  test("what is said of one; nothing is not the same as no such file", async () => {
    const fileName = await upload(desk, orderId, LETTER);
    expect(await desk.look("getPortInDocumentMetadata", { orderId, fileName })).toEqual({ orderId, fileName });
    await describeFile(fileName);
    const described = { orderId, fileName, documentName: "Letter", documentType: "LOA" };
    expect(await desk.look("getPortInDocumentMetadata", { orderId, fileName })).toEqual(described);
    const missing = /fileName "nothing.pdf" is no file of port-in .*; expected: the name of one of its files, as in/;
    await expect(desk.look("getPortInDocumentMetadata", { orderId, fileName: "nothing.pdf" })).rejects.toThrow(missing);
    await expect(desk.look("getPortInDocumentMetadata", { orderId: "77", fileName: "nothing.pdf" })).rejects.toThrow(
      'fileName "nothing.pdf" is no file of port-in 77',
    );
  });
});

describe("a file, downloaded", () => {
  test("its bytes as they are, in base64", async () => {
    const fileName = await upload(desk, orderId, LETTER);
    const found = await desk.look("getPortInDocument", { orderId, fileName });
    expect(found).toEqual({ orderId, fileName, content: Buffer.from(LETTER).toString("base64"), size: 10 });
  });

  test("and in a file for its owner alone, in place of what was there", async () => {
    const fileName = await upload(desk, orderId, LETTER);
    const path = join(folder, "letter.pdf");
    writeFileSync(path, "an earlier one", { mode: 0o644 });
    expect(await desk.look("getPortInDocument", { orderId, fileName, path })).toMatchObject({ path, size: 10 });
    expect(readFileSync(path)).toEqual(Buffer.from(LETTER));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["letter.pdf"]);
  });

  test("a link at its place is replaced, and what it led to stays as it was", async () => {
    const fileName = await upload(desk, orderId, LETTER);
    const [path, target] = [join(folder, "letter.pdf"), join(folder, "precious")];
    writeFileSync(target, "precious");
    symlinkSync(target, path);
    await desk.look("getPortInDocument", { orderId, fileName, path });
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(readFileSync(path)).toEqual(Buffer.from(LETTER));
  });

  test("what cannot be written is an error that says so, and leaves nothing behind", async () => {
    const fileName = await upload(desk, orderId, LETTER);
    const taken = join(folder, "taken");
    mkdirSync(taken);
    for (const path of [taken, join(folder, "nowhere", "letter.pdf")]) {
      await expect(desk.look("getPortInDocument", { orderId, fileName, path })).rejects.toThrow(
        `The document was read, but cannot be written to ${path}`,
      );
    }
    expect(readdirSync(folder)).toEqual(["taken"]);
  });

  test("a path that is none is refused before anything is asked", () => {
    const [id, fileName] = ["b6080e4c", "letter.pdf"];
    for (const path of ["", "/", "/tmp/", "..", "a\\"]) {
      expect(complaints("getPortInDocument", { orderId: id, fileName, path })).toEqual([
        "path must be the path of a file",
      ]);
    }
    expect(complaints("getPortInDocument", { orderId: id, fileName, path: "/tmp/a\0.pdf" })).toEqual([
      "path must not contain a null character",
    ]);
    expect(complaints("getPortInDocument", { orderId: id, fileName: "../../secrets" })).toHaveLength(1);
  });

  test("one that is not there is an error, and nothing is written", async () => {
    const path = join(folder, "letter.pdf");
    await expect(desk.look("getPortInDocument", { orderId, fileName: "nothing.pdf", path })).rejects.toThrow(
      'fileName "nothing.pdf" is no file of port-in',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});
