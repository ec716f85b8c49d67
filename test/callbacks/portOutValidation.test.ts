import { describe, expect, test, vi } from "vitest";
import {
  InvalidCallback,
  type PortOutDecision,
  type PortOutErrorCode,
  type PortOutRefusal,
  type PortOutValidation,
  parsePortOutValidation,
  portOutErrors,
  portOutOutcomes,
  portOutValidationHandler,
  portOutValidationResponse,
} from "../../provider/callbacks/index.js";
import { credentials, post, question } from "./support.js";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const numbers = (...written: string[]) =>
  `<TelephoneNumbers>${written.map((one) => `<TelephoneNumber>${one}</TelephoneNumber>`).join("")}</TelephoneNumbers>`;
const refusing = (code: PortOutErrorCode): PortOutDecision => ({ portable: false, errors: [{ code }] });

describe("a port-out validation", () => {
  test("is read with its numbers in E.164", () => {
    expect(parsePortOutValidation(question())).toEqual({
      pon: "some_pon",
      pin: "1111",
      accountNumber: "777",
      zipCode: "62025",
      subscriberName: "Subscriber Name",
      telephoneNumbers: ["+12223331000"],
      writtenTelephoneNumbers: ["2223331000"],
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

  test("is refused with codes, their words, and the acceptable values where Bandwidth looks for them", () => {
    const errors = [
      { code: "7518", telephoneNumber: "+12223331000" },
      { code: "7519", explanation: "name <unknown>" },
    ] as const;
    expect(
      portOutValidationResponse({ portable: false, errors, pin: "2222", telephoneNumbers: ["+12223331001"] }),
    ).toBe(
      `${DECLARATION}<PortOutValidationResponse><Portable>false</Portable><Errors><Error><Code>7518</Code><Description>Telephone Number Not Active 2223331000</Description></Error><Error><Code>7519</Code><Description>Customer info does not match name &lt;unknown&gt;</Description></Error></Errors><AcceptableValues><Pin>2222</Pin><TelephoneNumbers><TelephoneNumber>2223331001</TelephoneNumber></TelephoneNumbers></AcceptableValues></PortOutValidationResponse>`,
    );
  });

  test.each<[string, PortOutRefusal, string | undefined]>([
    ["the request's numbers", { portable: false, errors: [{ code: "7513" }] }, numbers("2223331000")],
    [
      "none that a reason calls wrong, where there are others",
      { portable: false, errors: [{ code: "7516", telephoneNumber: "2223331001" }] },
      numbers("2223331000"),
    ],
    [
      "the request's numbers where a reason calls each of them wrong",
      { portable: false, errors: [{ code: "7516", telephoneNumber: "2223331000" }] },
      numbers("2223331000"),
    ],
    ["only the values that are told", { portable: false, errors: [{ code: "7513" }], pin: "2222" }, "<Pin>2222</Pin>"],
  ])("a refusal names %s, because a refusal without any value may count as an approval", (_what, decision, values) => {
    const told = /<AcceptableValues>(.*)<\/AcceptableValues>/.exec(
      portOutValidationResponse(decision, parsePortOutValidation(question())),
    );
    expect(told?.[1]).toBe(values);
  });

  test("is answered with numbers as the request writes them", () => {
    const request = parsePortOutValidation(question().replace("2223331000", "+12223331000"));
    const errors = [{ code: "7518", telephoneNumber: "2223331000" }] as const;
    const answer = portOutValidationResponse(
      { portable: false, errors, telephoneNumbers: ["2223331000", "2223331001"] },
      request,
    );
    expect(answer).toContain("Not Active +12223331000<");
    expect(answer).toContain(numbers("+12223331000", "+12223331001"));
  });

  test("every code that is offered as a reason refuses it", () => {
    // What the API's page says about each code. All other codes let the numbers go.
    const exceptions = [7510, 7511, 7512, 7513, 7514, 7515, 7519, 7598].map(String);
    const cancelled = [7516, 7517, 7518].map(String);
    expect(Object.keys(portOutErrors).sort()).toEqual([...exceptions, ...cancelled].sort());
    for (const code of Object.keys(portOutErrors) as PortOutErrorCode[]) {
      expect([code, portOutOutcomes[code]]).toEqual([code, cancelled.includes(code) ? "cancelled" : "exception"]);
    }
  });

  test.each([[undefined], ["false"], ["true"]])("portable: %j is neither an approval nor a refusal", (portable) => {
    const decision = { portable, errors: [] } as unknown as PortOutDecision;
    expect(() => portOutValidationResponse(decision, parsePortOutValidation(question()))).toThrow("true or false");
  });

  test.each([
    [[], "at least one"],
    [[{ code: "7516" as const }], "7516 needs a telephoneNumber"],
    [[{ code: "7598" as const }], "7598 needs an explanation"],
    [[{ code: "7507" as PortOutErrorCode }], "7507 isn't one of the codes"],
    [[{ code: "7599" as PortOutErrorCode }], "the numbers would go"],
  ])("a refusal that Bandwidth would not accept is an error: %j", (errors, message) => {
    expect(() => portOutValidationResponse({ portable: false, errors, pin: "2222" })).toThrow(message);
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
    ["says nothing", () => undefined as unknown as PortOutDecision],
    ["names 7599, which lets the numbers go", () => refusing("7599" as PortOutErrorCode)],
  ])("7598 and the request's numbers when the decision %s", async (_what, decide) => {
    const { status, text, errors } = await answerOf(decide);
    expect([status, text]).toEqual([200, expect.stringMatching(/false<.*some_pon.*<Code>7598</)]);
    expect(text).toContain(`<AcceptableValues>${numbers("2223331000")}</AcceptableValues>`);
    expect(text).not.toContain("database secret");
    expect(errors).toHaveLength(1);
  });

  test("a refusal without any value gets the request's numbers", async () => {
    const { text } = await answerOf(() => refusing("7513"));
    expect(text).toContain(`<AcceptableValues>${numbers("2223331000")}</AcceptableValues>`);
  });

  test("a refusal contains what can be read from a wrong request", async () => {
    const { text } = await answerOf(approve, post(question().replace("1111", "12345678901")));
    expect(text).toMatch(/<Code>7598<.*<AcceptableValues><TelephoneNumbers><TelephoneNumber>2223331000</);
  });

  test.each([
    "PON>some_pon",
    "Pin>1111",
    "ZipCode>62025",
  ])("7598 when %s has a character that no answer can carry", async (text) => {
    const asked = question().replace(text, `${text.slice(0, -1)}&#1;`);
    for (const decide of [approve, () => Promise.reject(new Error("the database is down"))]) {
      const answer = await answerOf(decide, post(asked));
      expect([answer.status, answer.text]).toEqual([200, expect.stringMatching(/false<.*<Code>7598<.*2223331000/)]);
    }
  });

  test("onPortOut's changes to the request don't prevent the refusal", async () => {
    const onPortOut = (validation: PortOutValidation) => {
      Object.assign(validation, { pon: {}, telephoneNumbers: null, writtenTelephoneNumbers: "none" });
      throw new Error("the database is down");
    };
    const answer = await portOutValidationHandler({ credentials, onPortOut, onError: () => {} }).fetch(
      post(question()),
    );
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/some_pon.*7598<.*2223331000/)]);
  });

  test("an onError that fails doesn't prevent the refusal", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    const onError = () => {
      throw new Error("the log is full");
    };
    const onPortOut = () => Promise.reject(new Error("the database is down"));
    const answer = await portOutValidationHandler({ credentials, onPortOut, onError }).fetch(post(question()));
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("<Code>7598<")]);
    expect(printed).toHaveBeenCalledOnce();
    printed.mockRestore();
  });

  test.each([
    ["is unreadable", post("<PortOutValidationRequest>\u0001")],
    ["is too long", post("a".repeat(600_000))],
    ["is said to be something else", post(question(), { "Content-Type": "application/json" })],
  ])("7598 when the request %s", async (_what, request) => {
    const { status, text } = await answerOf(approve, request);
    expect([status, text]).toEqual([200, expect.stringMatching(/<Portable>false<.*<Code>7598</)]);
    // A refusal without any value may count as an approval.
    expect(text).toMatch(/<AcceptableValues><(AccountNumber>UNREADABLE|TelephoneNumbers><TelephoneNumber>\+?\d+)</);
  });

  test("a sender that doesn't sign in learns nothing", async () => {
    const { status, text } = await answerOf(approve, post(question(), { Authorization: undefined }));
    expect([status, text]).toEqual([401, "credentials are required"]);
  });
});
