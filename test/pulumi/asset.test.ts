import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineResource } from "../../provider/pulumi/definition/definition.js";
import type { PackageDefinition } from "../../provider/pulumi/definition/package.js";
import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { declarations } from "../../provider/pulumi/schema/declarations.js";
import { referencePages } from "../../provider/pulumi/schema/referencePages.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { contentOf } from "../../provider/pulumi/values/asset.js";
import { keepIgnored } from "../../provider/pulumi/values/path.js";
import { Asset, equal, Secret, UNKNOWN } from "../../provider/pulumi/values/values.js";
import { fromWire, toWire } from "../../provider/pulumi/values/wire.js";
import { asset } from "../../provider/resources/properties/fields.js";
import { type ToyApi, toyPackage } from "./toy.js";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";

/** An asset as the engine sends it. */
const sent = (parts: { hash?: string; text?: string; path?: string; uri?: string }) => ({
  [SIGNATURE]: ASSET,
  ...parts,
});
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

const close: (() => void)[] = [];
afterEach(() => {
  for (const one of close.splice(0)) one();
});

/** A package whose only resource is a letter, and what was posted of it. */
function letters() {
  const posted: string[] = [];
  const letter = defineResource<ToyApi>()({
    name: "Letter",
    description: "A letter.",
    operations: [],
    inputs: z.object({
      content: asset().describe("What it says.").meta({ example: "./letter.txt", writeOnly: true }),
      seal: asset().optional().describe("Of the sender.").meta({ secret: true, writeOnly: true }),
    }),
    outputs: z.object({ pages: z.string() }),
    importId: { form: "letterId", example: "l1" },
    async create({ inputs }) {
      posted.push(Buffer.from(await contentOf(inputs.content)).toString());
      return { id: "l1", outputs: { pages: "1" } };
    },
    read: async () => ({ inputs: {}, outputs: { pages: "1" } }),
    async update({ inputs }) {
      posted.push(Buffer.from(await contentOf(inputs.content)).toString());
      return { pages: "2" };
    },
    delete: async () => {},
  });
  const pack: PackageDefinition<ToyApi> = { ...toyPackage(), resources: [letter], functions: [] };
  return { pack, posted };
}

describe("assets on Pulumi's wire", () => {
  test("are recognised with hash and source, as a secret too, and sent back as they came", () => {
    const bag = {
      file: sent({ hash: "h1", path: "./loa.pdf" }),
      text: sent({ hash: "h2", text: "Dear carrier" }),
      elided: sent({ hash: "h3" }),
      secret: { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: sent({ hash: "h4", uri: "https://x.test/a" }) },
      unknown: "030794c1-ac77-496b-92df-f27374a8bd58",
    };
    const values = fromWire(bag);
    expect(values).toEqual({
      file: new Asset("h1", { path: "./loa.pdf" }),
      text: new Asset("h2", { text: "Dear carrier" }),
      elided: new Asset("h3"),
      secret: new Secret(new Asset("h4", { uri: "https://x.test/a" })),
      unknown: UNKNOWN,
    });
    expect(fromWire(toWire(values))).toEqual(values);
    expect(toWire({ file: values.file })).toEqual({ file: bag.file });
  });

  test("are the same when their content is, wherever it lies", () => {
    expect(equal(new Asset("h", { path: "a" }), new Asset("h"))).toBe(true);
    expect(equal(new Asset("h", { path: "a" }), new Asset("i", { path: "a" }))).toBe(false);
    // Who asks without an engine sends no hash.
    expect(equal(new Asset(undefined, { path: "a" }), new Asset(undefined, { path: "a" }))).toBe(true);
    expect(equal(new Asset(undefined, { path: "a" }), new Asset(undefined, { path: "b" }))).toBe(false);
  });

  test("that a program ignores keep their content, of which the engine tells nothing for old ones", () => {
    const given = new Asset("h", { path: "a" });
    expect(keepIgnored({ content: new Asset("h") }, { content: given }, [["content"]]).content).toBe(given);
  });
});

describe("the content of an asset", () => {
  test("is read from a text, a path, a file URI and an address", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-bandwidth-asset-"));
    close.push(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "a file.txt");
    writeFileSync(path, "from a file");
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/there" ? 200 : 404;
      response.end("from an address");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close.push(() => server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const read = async (source: Asset["source"]) => Buffer.from(await contentOf(new Asset("h", source))).toString();
    expect(await read({ text: "a text" })).toBe("a text");
    expect(await read({ path })).toBe("from a file");
    expect(await read({ uri: pathToFileURL(path).href })).toBe("from a file");
    expect(await read({ uri: `${address}/there` })).toBe("from an address");
    await expect(read({ uri: `${address}/gone` })).rejects.toThrow("/gone answers with status 404");
  });
});

describe("a resource with an asset", () => {
  test("shows it in the schema, the declarations, the reference page and the examples of every language", () => {
    const { pack } = letters();
    expect(packageSchema(pack)).toMatchObject({
      resources: {
        "toy:index:Letter": {
          inputProperties: {
            content: { $ref: "pulumi.json#/Asset", description: "What it says." },
            seal: { $ref: "pulumi.json#/Asset", secret: true },
          },
        },
      },
    });
    expect(declarations(pack)).toContain("content: pulumi.Input<pulumi.asset.Asset>;");
    expect(declarations(pack)).toContain("readonly content: pulumi.Output<pulumi.asset.Asset>;");
    const page = referencePages(pack).get("resources/Letter.md");
    expect(page).toContain("| `content` | asset (a file or a text) | What it says. (required) |");
    for (const code of [
      'import * as pulumi from "@pulumi/pulumi";\n',
      'content: new pulumi.asset.FileAsset("./letter.txt"),',
      "import pulumi\nimport pulumi_toy as toy\n",
      'content=pulumi.FileAsset("./letter.txt")',
      'Content: pulumi.NewFileAsset("./letter.txt"),',
      'Content = new FileAsset("./letter.txt"),',
      "import com.pulumi.asset.FileAsset;",
      '.content(new FileAsset("./letter.txt"))',
      'content:\n        fn::fileAsset: "./letter.txt"',
    ]) {
      expect(page).toContain(code);
    }
  });

  test("is created with the content, and again only when the content is another", async () => {
    const { pack, posted } = letters();
    const handlers = dynamicHandlers(pack, { argv: [], env: { TOY_ACCOUNT: "a" } }).Letter;
    if (!handlers) throw new Error("the package has letters");
    const first = { content: sent({ hash: hashOf("one"), text: "one" }) };

    const { inputs, failures } = await handlers.check({}, first);
    expect({ inputs, failures }).toEqual({ inputs: first, failures: [] });
    const { id, outs } = await handlers.create(inputs);
    expect(outs).toEqual({ ...first, pages: "1", __format: 2 });

    // What is old comes without its content.
    const elided = { content: sent({ hash: hashOf("one") }), pages: "1" };
    const moved = { content: sent({ hash: hashOf("one"), path: "./elsewhere.txt" }) };
    expect((await handlers.diff(id, elided, moved)).changes).toBe(false);
    const second = { content: sent({ hash: hashOf("two"), text: "two" }) };
    expect((await handlers.diff(id, elided, second)).changes).toBe(true);
    expect((await handlers.update(id, elided, second)).outs).toEqual({ ...second, pages: "2", __format: 2 });
    expect(posted).toEqual(["one", "two"]);

    // A refresh hands back what the state has; the engine puts the content in its place again.
    expect((await handlers.read(id, elided)).inputs).toEqual({ content: elided.content });
  });

  test("refuses what is no asset", async () => {
    const { pack } = letters();
    const handlers = dynamicHandlers(pack, { argv: [], env: { TOY_ACCOUNT: "a" } }).Letter;
    const archive = { [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "h", path: "./folder" };
    for (const content of ["./loa.pdf", archive]) {
      const checked = await handlers?.check({}, { content });
      expect(checked?.failures).toEqual([
        { property: "content", reason: expect.stringMatching(/^must be an asset, from pulumi\.asset\.FileAsset/) },
      ]);
    }
  });
});
