import { describe, expect, test } from "vitest";
import {
  InvalidCallback,
  type PortOutDecision,
  type PortOutErrorCode,
  parsePortOutValidation,
  portOutErrors,
  portOutValidationHandler,
  portOutValidationResponse,
} from "../../provider/callbacks/index.js";
import { credentials, post, question } from "./support.js";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

describe("a port-out validation", () => {
  test("is read with its numbers in E.164", () => {
    expect(parsePortOutValidation(question())).toEqual({
      pon: "some_pon",
      pin: "1111",
      accountNumber: "777",
      zipCode: "62025",
      subscriberName: "Subscriber Name",
      telephoneNumbers: ["+12223331000"],
    });
  });

  test.each([
    ["without a number", question().replace(/<TelephoneNumbers>.*<\/TelephoneNumbers>/, "")],
    ["with a number that is none", question().replace("2223331000", "911")],
    ["with a PIN that is too long", question().replace("1111", "12345678901")],
  ])("%s is refused", (_what, body) => expect(() => parsePortOutValidation(body)).toThrow(InvalidCallback));

  test("is approved with one word", () => {
    expect(portOutValidationResponse({ portable: true, pon: "some_pon" })).toBe(
      `${DECLARATION}<PortOutValidationResponse><Portable>true</Portable><PON>some_pon</PON></PortOutValidationResponse>`,
    );
  });

  test("is refused with codes, their words, and what would be right", () => {
    const errors = [
      { code: "7518", telephoneNumber: "+12223331000" },
      { code: "7519", explanation: "name <unknown>" },
    ] as const;
    expect(
      portOutValidationResponse({ portable: false, errors, pin: "2222", telephoneNumbers: ["+12223331001"] }),
    ).toBe(
      `${DECLARATION}<PortOutValidationResponse><Portable>false</Portable><Errors><Error><Code>7518</Code><Description>Telephone Number Not Active 2223331000</Description></Error><Error><Code>7519</Code><Description>Customer info does not match name &lt;unknown&gt;</Description></Error></Errors><Pin>2222</Pin><TelephoneNumbers><TelephoneNumber>2223331001</TelephoneNumber></TelephoneNumbers></PortOutValidationResponse>`,
    );
  });

  test("has the codes of the API's page", () => {
    const codes = ["7510", "7511", "7512", "7513", "7514", "7515", "7516", "7517", "7518", "7519", "7598", "7599"];
    expect(Object.keys(portOutErrors)).toEqual(codes);
  });

  test.each([
    [[], "at least one"],
    [[{ code: "7516" as const }], "7516 needs a telephoneNumber"],
    [[{ code: "7598" as const }], "7598 needs an explanation"],
    [[{ code: "7507" as PortOutErrorCode }], "7507 is none of the codes"],
  ])("a refusal that Bandwidth would not count is a mistake: %j", (errors, message) => {
    expect(() => portOutValidationResponse({ portable: false, errors })).toThrow(message);
  });
});

describe("the handler refuses rather than let a number go by mistake", () => {
  const answerOf = async (onPortOut: () => PortOutDecision | Promise<PortOutDecision>, request = post(question())) => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const handler = portOutValidationHandler({ credentials, onPortOut, onError, timeoutMs: 20 });
    const answer = await handler.fetch(request);
    return { status: answer.status, text: await answer.text(), errors };
  };
  const approve = (): PortOutDecision => ({ portable: true });

  test("a decision goes out with the request's PON", async () => {
    const { status, text } = await answerOf(approve);
    expect([status, text]).toEqual([200, expect.stringContaining("<Portable>true</Portable><PON>some_pon</PON>")]);
  });

  test.each<[string, () => PortOutDecision | Promise<PortOutDecision>]>([
    ["fails", () => Promise.reject(new Error("database secret"))],
    ["never ends", () => new Promise(() => {})],
    ["cannot be written", () => ({ portable: false, errors: [] })],
  ])("7599 when deciding %s", async (_what, decide) => {
    const { status, text, errors } = await answerOf(decide);
    expect([status, text]).toEqual([200, expect.stringMatching(/false<.*some_pon.*<Code>7599</)]);
    expect(text).not.toContain("database secret");
    expect(errors).toHaveLength(1);
  });

  test.each([
    ["is unreadable", post("<PortOutValidationRequest>\u0001")],
    ["is too long", post("a".repeat(600_000))],
    ["is said to be something else", post(question(), { "Content-Type": "application/json" })],
  ])("7598 when the request %s", async (_what, request) => {
    const { status, text } = await answerOf(approve, request);
    expect([status, text]).toEqual([200, expect.stringMatching(/<Portable>false<.*<Code>7598</)]);
  });

  test("who does not sign in learns nothing", async () => {
    const { status, text } = await answerOf(approve, post(question(), { Authorization: undefined }));
    expect([status, text]).toEqual([401, "credentials are required"]);
  });
});
