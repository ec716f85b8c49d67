import { expect, test } from "vitest";
import { engineAccount, fails, program } from "./support.js";

const { simulator, stackOf, pluginStackOf } = await engineAccount();

/** Words that the engine does not know as secrets of its configuration. */
const PASSCODE = "marker-of-a-wrong-passcode";
const words = "portOutPasscode must be 4 to 10 letters and digits";
const telephoneNumbers = ["+19195550100"];

test("the engine does not print a secret that a check refuses, wherever it comes from", async () => {
  const options = (portOutPasscode: unknown) => ({
    type: "bandwidth:TnOptions",
    properties: { telephoneNumbers, portOutPasscode },
  });
  const inYaml = await pluginStackOf({ resources: { options: options({ "fn::secret": PASSCODE }) } });
  const inYamlPlainly = await pluginStackOf({ resources: { options: options(PASSCODE) } });
  const inJavaScript = await stackOf(
    program(
      `new bw.TnOptions("options", { telephoneNumbers: ["+19195550100"], portOutPasscode: pulumi.secret("${PASSCODE}") });`,
    ),
  );
  for (const stack of [inYaml, inYamlPlainly, inJavaScript]) {
    const { text } = await fails(stack.preview());
    expect(text).toContain(`has a problem: ${words}`);
    expect(text).not.toContain(PASSCODE);
  }
  expect(simulator.requests).toEqual([]);
});
