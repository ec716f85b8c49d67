import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rollUp } from "../../scripts/rollUp.js";
import { install, programOf, repository } from "./support.js";

/** A project in which the package is installed with its own `exports`, as far as the callbacks' declarations go. */
let project: string;
beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-bandwidth-callback-types-")));
  const installed = join(project, "node_modules", "pulumi-bandwidth");
  mkdirSync(join(installed, "dist"), { recursive: true });
  writeFileSync(join(installed, "package.json"), readFileSync(join(repository, "package.json")));
  const types = rollUp(join(repository, "provider/callbacks"));
  for (const extension of ["cts", "mts"]) writeFileSync(join(installed, `dist/callbacks.d.${extension}`), types);
  install(project, "@types/node");
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** What the compiler says to a program that is a module of each kind, and to the declarations. */
function complaints(program: string): string[] {
  const files = ["cts", "mts"].map((extension) => join(project, `service.${extension}`));
  for (const file of files) writeFileSync(file, program);
  const compiled = programOf(files);
  const own = compiled.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project));
  expect(own).toHaveLength(4);
  return own
    .flatMap((source) => ts.getPreEmitDiagnostics(compiled, source))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

test("a service may be an ES module or a CommonJS module, and is told what it gets", () => {
  const program = `
import { createServer } from "node:http";
import {
  InvalidCallback, type Notification, notificationHandler, parseNotification, parsePortOutValidation,
  type PortOutErrorCode, portOutValidationHandler, portOutValidationResponse,
} from "pulumi-bandwidth/callbacks";

const credentials = { username: "bandwidth", password: "secret" };
const seen: Notification[] = [];
const handler = notificationHandler({ credentials: [credentials], onNotification: (one) => void seen.push(one) });
createServer((request, response) => void handler.node(request, response));
const answer: Promise<Response> = handler.fetch(new Request("https://hooks.example.com/"));

const numbers: string[] = parseNotification("<x/>").completedTelephoneNumbers;
const pin: string | undefined = parsePortOutValidation("<x/>").pin;
const code: PortOutErrorCode = "7519";
const body: string = portOutValidationResponse({ portable: false, errors: [{ code, explanation: "why" }], pin: "1111" });
portOutValidationResponse({ portable: false, errors: [{ code }] }, parsePortOutValidation("<x/>"));
// @ts-expect-error a refusal that tells no value may be taken for an approval
portOutValidationResponse({ portable: false, errors: [{ code, explanation: "why" }] });
// @ts-expect-error 7599 lets the numbers go
portOutValidationResponse({ portable: false, errors: [{ code: "7599" }], pin: "1111" });
portOutValidationHandler({ credentials: "none", onPortOut: async () => ({ portable: true }) });

// @ts-expect-error who may come in has to be said
notificationHandler({ onNotification: () => {} });
// @ts-expect-error a refusal has reasons
portOutValidationResponse({ portable: false });
// @ts-expect-error none of the codes that Bandwidth knows
portOutValidationResponse({ portable: false, errors: [{ code: "7507" }] });
// @ts-expect-error a decision says whether
portOutValidationHandler({ credentials, onPortOut: () => ({ pon: "1" }) });
export { answer, body, InvalidCallback, numbers, pin };
`;
  expect(complaints(program)).toEqual([]);
});
