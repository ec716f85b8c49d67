import { z } from "zod";
import { numberSearchErrors } from "../../bandwidth/errorCodes/numberSearch.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { Refused } from "../../pulumi/definition/errors.js";
import { type Bandwidth, lookup } from "../../resources/define.js";
import { type Search, searchInputs } from "./searchInputs.js";
import { checkSearch } from "./searchRules.js";

const detail = z
  .object({
    telephoneNumber: z.string().describe("The number, as E.164."),
    city: z.string().optional().describe("City that it mostly serves."),
    state: z.string().optional().describe("Two letters of its state."),
    rateCenter: z.string().optional().describe("Abbreviation of its rate center."),
    lata: z.string().optional().describe("Its LATA."),
    tier: z.string().optional().describe("Its tier, `0` to `5`."),
    vendorId: z.string().optional().describe("Id of the carrier that has it."),
    vendorName: z.string().optional().describe("Name of the carrier that has it."),
    countryCodeA3: z.string().optional().describe("Its country, such as `NLD`. Only on the Universal Platform."),
    phoneNumberType: z.string().optional().describe("Its kind, such as `GEOGRAPHIC`. Only on the Universal Platform."),
    areaCode: z.string().optional().describe("Its area code, if the API gives it. Only on the Universal Platform."),
  })
  .meta({ typeName: "AvailableNumberDetail" });

/** The numbers that you could buy. */
export const getAvailableNumbers = lookup({
  name: "getAvailableNumbers",
  description: `Telephone numbers that you could order at this moment.

**Don't pass the result to the \`telephoneNumbers\` of a \`PhoneNumberOrder\`.** Each run of the program may get other
numbers, so each run would order other numbers and disconnect the old ones. Nothing is reserved, and others order from the
same inventory. Use one of these instead. They stay the same from run to run:

- An order that searches by itself: \`search: { areaCode: "919" }\` with \`quantity: 2\`. It searches once, and keeps what it got.
- A fixed list: \`telephoneNumbers: ["+19195550100", "+19195550101"]\`, with numbers copied from this function's result.

Criteria that go together:

- \`areaCode\`, \`npaNxx\` and \`npaNxxx\` exclude each other.
- \`rateCenter\` and \`city\` need \`state\`.
- Toll-free and vanity searches take no other criterion.
- Outside North America, \`countryCodeA3\` is required. It goes with \`phoneNumberType\`, \`areaCode\` and \`city\`.`,
  operations: ["GET /accounts/{accountId}/availableNumbers", "GET (v2) /accounts/{accountId}/availableNumbers"],
  errors: numberSearchErrors,
  inputs: searchInputs,
  outputs: z.object({
    telephoneNumbers: z.array(z.string()).describe("The numbers as E.164. Empty if there are none now."),
    details: z
      .array(detail)
      .optional()
      .describe("The numbers with their places, in the same order. Only with `enableTnDetail`."),
  }),
  examples: [
    { title: "Numbers of an area code", inputs: { areaCode: "919", quantity: 10 } },
    {
      title: "Numbers of a rate center, with their places",
      inputs: { rateCenter: "RALEIGH", state: "NC", orderBy: "fullNumber", enableTnDetail: true },
    },
    {
      title: "Numbers of another country, on the Universal Platform",
      inputs: { countryCodeA3: "DEU", phoneNumberType: "GEOGRAPHIC", areaCode: "30", quantity: 5 },
    },
  ],

  check: (known, given) => checkSearch(known, given),

  async invoke({ api, inputs: { enableTnDetail = false, ...search }, signal }) {
    const failures = platformFailures(api, search);
    if (failures.length > 0) throw new Refused(failures);
    const found = await api.inventory.available(search, enableTnDetail, signal);
    const telephoneNumbers = found.map(({ telephoneNumber }) => telephoneNumber);
    return enableTnDetail ? { telephoneNumbers, details: found } : { telephoneNumbers };
  },
});

/** What only the connection shows. The Universal Platform has numbers of other countries, and the classic API doesn't. */
function platformFailures(api: Bandwidth, search: Pick<Search, "countryCodeA3" | "phoneNumberType">) {
  const failures: PropertyFailure[] = [];
  const universal = api.client.dialect === "universal";
  for (const property of ["countryCodeA3", "phoneNumberType"] as const) {
    if (search[property] === undefined || universal) continue;
    failures.push({ property, reason: "is only for the Universal Platform: a baseUrl that ends in /v2" });
  }
  return failures;
}
