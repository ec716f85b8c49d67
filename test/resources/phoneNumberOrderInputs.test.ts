import { describe, expect, test } from "vitest";
import { complaints, resourceNamed } from "./support.js";

const TYPE = "PhoneNumberOrder";

describe("a number order's inputs", () => {
  test.each([
    [
      "neither a list nor a search",
      {},
      ["telephoneNumbers or search with quantity is required: one of them says what to order"],
    ],
    [
      "both a list and a search",
      { telephoneNumbers: ["9195550100"], search: { areaCode: "919" }, quantity: 1 },
      ["search cannot be given together with telephoneNumbers"],
    ],
    [
      "a search without a quantity",
      { search: { areaCode: "919" } },
      ["quantity is required with search: it says how many numbers to order"],
    ],
    ["more than 5,000", { search: { areaCode: "919" }, quantity: 5_001 }, ["quantity must be from 1 to 5000"]],
    ["half a number", { search: { areaCode: "919" }, quantity: 1.5 }, ["quantity must be a whole number"]],
    ["an empty list", { telephoneNumbers: [] }, ["telephoneNumbers must contain at least one telephone number"]],
    [
      "what is no number, each at its place",
      { telephoneNumbers: ["9195550100", "911", "+1 919 555 01"] },
      [
        'telephoneNumbers[1] must be a telephone number: 10 digits, 1 and 10 digits, or E.164 as in +19195550100 (it is "911")',
        'telephoneNumbers[2] must be a telephone number: 10 digits, 1 and 10 digits, or E.164 as in +19195550100 (it is "+1 919 555 01")',
      ],
    ],
    [
      "a vanity search that is back-ordered",
      { search: { areaCode: "617", localVanity: "newcars" }, quantity: 1, backOrderRequested: true },
      ["backOrderRequested cannot be true with search.localVanity (error 5522)"],
    ],
  ])("refuses %s", (_what, inputs, expected) => {
    expect(complaints(TYPE, { siteId: "1", ...inputs })).toEqual(expected);
  });

  test("a number may be written in every usual form", async () => {
    const { check } = await import("../../provider/pulumi/definition/lifecycle.js");
    const forms = ["9195550100", "19195550101", "+19195550102", "(919) 555-0103"];
    const { inputs } = check(resourceNamed(TYPE) as never, { siteId: "1", telephoneNumbers: forms });
    expect(inputs.telephoneNumbers).toEqual(["+19195550100", "+19195550101", "+19195550102", "+19195550103"]);
  });
});
