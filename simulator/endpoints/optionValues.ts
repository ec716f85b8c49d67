/** Why an option's value is refused: a code in the 5000s and its words. */
export interface ValueProblem {
  code: string;
  description: string;
}

const keywords = ["unchanged", "systemdefault"];
const formats = ["10digit", "11digit", "e164", ...keywords];

function oneOf(allowed: string[], code: string, name: string): (value: string) => ValueProblem | undefined {
  return (value) =>
    allowed.includes(value)
      ? undefined
      : { code, description: `${name} '${value}' is invalid. Valid values are: ${allowed.join(", ")}` };
}

const invalid = (code: string, words: string, good: (value: string) => boolean) => (value: string) =>
  keywords.includes(value) || good(value) ? undefined : { code, description: words.replace("%s", value) };

/** A number's options in documented sequence, and the values that each accepts (docs/maintainers/api.md#options). */
export const optionChecks: Record<string, (value: string) => ValueProblem | undefined> = {
  NumberFormat: invalid("5081", "Number Format '%s' is invalid.", (value) => formats.includes(value)),
  RPIDFormat: invalid("5089", "RPID Format '%s' is invalid.", (value) => formats.includes(value)),
  RewriteUser: invalid("5082", "Rewrite User '%s' is invalid.", (value) => /^[A-Za-z0-9._-]{1,64}$/.test(value)),
  CallForward: invalid("5080", "Call Forwarding number '%s' is not a valid 10-digit telephone number.", (value) =>
    /^(\+1)?[2-9]\d{2}[2-9]\d{6}$/.test(value),
  ),
  CallingNameDisplay: oneOf(["on", "off", ...keywords], "5079", "CallingNameDisplay"),
  Protected: oneOf(["true", "false", ...keywords], "5107", "Protected attribute"),
  Sms: oneOf(["on", "off", "unchanged"], "5113", "Sms"),
  FinalDestinationURI: destinationProblem,
};

/** A 10-digit number, or `name@address[:port]` without `sip:`, with fewer than 60 characters. */
function destinationProblem(value: string): ValueProblem | undefined {
  if (keywords.includes(value)) return undefined;
  if (value.length >= 60) return { code: "5117", description: "FinalDestinationURI is too long (59 characters max)." };
  if (/^sips?:/.test(value)) return { code: "5120", description: "FinalDestinationURI cannot begin with 'sip:'." };
  if (!/^[A-Za-z0-9.:@+]+$/.test(value)) {
    return { code: "5121", description: "FinalDestinationURI can contain only alphanumerics." };
  }
  if (!value.includes("@")) {
    if (/^(\+1)?[2-9]\d{2}[2-9]\d{6}$/.test(value)) return undefined;
    return { code: "5118", description: "FinalDestinationURI is not a valid telephone number." };
  }
  const host = /^[^@]+@([^@:]+)(:\d+)?$/.exec(value)?.[1];
  if (host === undefined) {
    return {
      code: "5122",
      description: "The format of the FinalDestinationURI needs to match the form 'name@ip-address:port'.",
    };
  }
  const isIpv4 = /^(\d{1,3}\.){3}\d{1,3}$/.test(host) && host.split(".").every((part) => Number(part) <= 255);
  if (isIpv4) return undefined;
  return { code: "5119", description: "FinalDestinationURI host portion must be a valid IPv4 address." };
}
