import { z } from "zod";
import { portOutPasscodeErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { lookup } from "../../resources/define.js";
import { telephoneNumber } from "../../resources/properties/fields.js";

const entry = z
  .object({
    telephoneNumber: z.string().describe("The number, as E.164."),
    portOutPasscode: z
      .string()
      .describe("What another carrier must know to take the number away. Secret.")
      .meta({ secret: true }),
  })
  .meta({ typeName: "TnPortOutPasscode" });

/** What another carrier must know to take numbers away. */
export const getPortOutPasscodes = lookup({
  name: "getPortOutPasscodes",
  description: `The telephone numbers with a passcode against port-out, and their passcodes.

**Whoever knows a passcode can take the number to another carrier.** The passcodes are secrets: don't export or print
them. A number that is missing in the answer has no passcode, or isn't on the account.

With \`telephoneNumbers\`, one request asks for 2,500 numbers. Bandwidth may refuse all of them because of one that it doesn't
know. Then more requests ask for the others, up to 32, and after that for the whole list. Without \`telephoneNumbers\`, the call reads all pages of the account's list.
The call fails if the account doesn't have the feature (error 5194).`,
  operations: ["GET /accounts/{accountId}/tnPortoutPasscodes", "POST /accounts/{accountId}/tnPortoutPasscodes"],
  errors: portOutPasscodeErrors,
  inputs: z.object({
    telephoneNumbers: z
      .array(telephoneNumber())
      .min(1, "must name at least one number, or be left out")
      .optional()
      .describe("Only these numbers: 10 digits, 1 and 10 digits, or E.164. Default: every number of the account.")
      .meta({ set: true, example: ["+19195550100"] }),
  }),
  outputs: z.object({
    passcodes: z.array(entry).describe("The numbers that have a passcode, with it. Empty if none has one."),
  }),

  async invoke({ api, inputs: { telephoneNumbers }, signal }) {
    const told =
      telephoneNumbers === undefined
        ? (await api.portOutPasscodes.list(signal)).map(({ telephoneNumber: number, passcode }) => [number, passcode])
        : [...(await api.portOutPasscodes.told(telephoneNumbers, signal))];
    const passcodes = told.flatMap(([number, portOutPasscode]) =>
      number && portOutPasscode ? [{ telephoneNumber: number, portOutPasscode }] : [],
    );
    return { passcodes };
  },
});
