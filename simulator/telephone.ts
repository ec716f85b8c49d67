import { type Call, Refusal, xmlReply } from "./call.js";

/** Inside the simulator, every number is E.164. */
export function toE164(text: string): string | undefined {
  const digits = text.trim();
  if (/^\+1[2-9]\d{2}[2-9]\d{6}$/.test(digits)) return digits;
  if (/^\+[2-9]\d{6,14}$/.test(digits)) return digits;
  if (/^[2-9]\d{2}[2-9]\d{6}$/.test(digits)) return `+1${digits}`;
  return undefined;
}

/** A number in an answer: 10 digits on the classic dialect, E.164 on the other. */
export function wire(call: Call, number: string): string {
  return call.dialect === "classic" && number.startsWith("+1") ? number.slice(2) : number;
}

/**
 * A number in a request body. Undefined when it is malformed. The Universal Platform wants E.164 (1022,
 * docs/maintainers/api.md#dialects), the classic dialect 10 digits.
 */
export function fromWire(call: Call, text: string): string | undefined {
  const tenDigits = /^\d{10}$/.test(text);
  if (call.dialect === "universal" && tenDigits && !call.settings.tenDigitsOnUniversal) {
    throw new Refusal(
      xmlReply(400, "ErrorResponse", {
        ResponseStatus: {
          ErrorCode: "1022",
          Description: "Retry request with all E.164 formatted phone numbers",
        },
      }),
    );
  }
  if (call.dialect === "classic" && !tenDigits) return undefined;
  return toE164(text);
}
