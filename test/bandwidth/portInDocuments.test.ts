import { describe, expect, it } from "vitest";
import { portInDocuments } from "../../provider/bandwidth/porting/portInDocuments.js";
import { useServer } from "./helpers/client.js";
import { inOrder, xml } from "./helpers/server.js";

const context = useServer();
/** An answer from something in front of the API. */
const html = (status: number) => ({ status, body: "<html>No.</html>", headers: { "content-type": "text/html" } });
const ID = "803f3cc5-beae-469e-bd65-e9891ccdffb9";
const NAME = `${ID}-1092874634747.pdf`;
const FOLDER = `/api/accounts/9900123/portins/${ID}/loas`;
const pdf = { contentType: "application/pdf", content: Buffer.from("%PDF-1.4") };

const uploaded = (code = "0", message = "LOA file uploaded successfully") =>
  `<fileUploadResponse><filename>${NAME}</filename><resultCode>${code}</resultCode>` +
  `<resultMessage>${message}</resultMessage></fileUploadResponse>`;
const api = (...answers: Parameters<typeof inOrder>) => portInDocuments(context.client({}, inOrder(...answers)));

describe("the files of a port-in", () => {
  it("are an empty list, one or many. Without a port-in, there is no list", async () => {
    const list = (count: number) =>
      xml(
        `<fileListResponse><fileCount>${count}</fileCount>${`<fileNames>${NAME}</fileNames>`.repeat(count)}` +
          "<resultCode>0</resultCode><resultMessage>x</resultMessage></fileListResponse>",
      );
    for (const count of [0, 1, 2]) expect(await api(list(count)).names(ID)).toEqual(Array(count).fill(NAME));
    const gone = "<LnpOrderResponse><Errors><Code>7335</Code><Description>x</Description></Errors></LnpOrderResponse>";
    expect(await api(xml(gone, 404)).names(ID)).toBeUndefined();
    await expect(api(html(404)).names(ID)).rejects.toThrow();
    await expect(api(xml("<fileListResponse/>")).names(ID)).rejects.toThrow("a list of files");
  });

  it("are sent unchanged, with their content type and kind", async () => {
    expect(await api(xml(uploaded(), 201)).add(ID, pdf, "LOA")).toBe(NAME);
    expect(context.server.log()).toEqual([`POST ${FOLDER}?documentType=LOA`]);
    expect(context.server.received.at(-1)).toMatchObject({
      body: "%PDF-1.4",
      headers: { "content-type": "application/pdf" },
    });
    // Without a body, the name is in Location.
    const bare = { status: 201, headers: { location: `https://x:443/v1.0${FOLDER}/${NAME}` } };
    expect(await api(bare).add(ID, pdf)).toBe(NAME);
  });

  it("are refused by a status, or only by a result code", async () => {
    for (const status of [200, 201, 400]) {
      const refused = api(xml(uploaded("7638", "PDF or TIFF only"), status)).add(ID, pdf);
      await expect(refused).rejects.toMatchObject({ fate: "refused", codes: ["7638"] });
    }
    await expect(api(xml(uploaded("7700", "no such file"), 200)).replace(ID, NAME, pdf)).rejects.toThrow("7700");
  });

  it("are gone only in the API's own words", async () => {
    const gone = xml(uploaded("7700", "not found"), 404);
    expect(await api(gone).content(ID, NAME)).toBeUndefined();
    expect(await api(gone).metadata(ID, NAME)).toEqual({});
    await api(gone).remove(ID, NAME);
    await api(gone).describe(ID, NAME, {});
    await expect(api(html(404)).content(ID, NAME)).rejects.toThrow();
    await expect(api(html(404)).metadata(ID, NAME)).rejects.toThrow();
    await expect(api(html(404)).remove(ID, NAME)).rejects.toThrow();
    await expect(api(gone).describe(ID, NAME, { documentType: "LOA" })).rejects.toThrow("7700");
  });

  it("are not described anew, nor empty, because an answer shows nothing of them", async () => {
    for (const said of ["", "<Maintenance><Message>Back soon.</Message></Maintenance>"]) {
      await expect(api(xml(said)).metadata(ID, NAME)).rejects.toThrow("description");
      await expect(api(xml(said), 200).describe(ID, NAME, { documentType: "LOA" })).rejects.toThrow("description");
    }
    expect(context.server.received.every(({ method }) => method === "GET")).toBe(true);
    expect(await api(xml("<FileMetaData/>")).metadata(ID, NAME)).toEqual({});
    expect(await api(204).metadata(ID, NAME)).toEqual({});
    await expect(api(200).content(ID, NAME)).rejects.toThrow("empty");
  });

  it("are read byte by byte", async () => {
    const bytes = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
    const answer = { status: 200, body: bytes, headers: { "content-type": "application/octet-stream" } };
    expect(Buffer.from((await api(answer).content(ID, NAME)) ?? [])).toEqual(bytes);
  });
});
