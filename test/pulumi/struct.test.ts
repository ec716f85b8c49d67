import { expect, test } from "vitest";
import { bagOf, structOf } from "../../provider/pulumi/values/struct.js";

test("half a character does not spoil an answer: what is sent is UTF-8, whatever it is made of", () => {
  const bytes = structOf({ text: "x\ud800", list: ["\udc00"], inside: { "key\ud83d": "y" } }).serializeBinary();
  // Throws at anything that the engine would refuse.
  new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes.filter((byte) => byte >= 0x20)));
  expect(bagOf(structOf({ text: "x\ud800", whole: "👩‍💻" }))).toEqual({ text: "x\ufffd", whole: "👩‍💻" });
});
