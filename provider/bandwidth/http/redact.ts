import { list, text, type XmlDocument, type XmlNode } from "../xml/xml.js";

/** What replaces a secret in a text. */
const replacement = "[secret]";

/** Elements whose text is a secret. An error that quotes a request or an answer must not show them. */
const secretElements = new Set(["Password", "Hash1", "Hash1b", "PinNumber", "PortOutPasscode", "Passcode"]);
const names = [...secretElements].join("|");

/** Such an element in a text, up to its end. In a cut answer, up to the end of the text. */
const secretElement = new RegExp(
  `(<(?:[\\w.-]+:)?(?:${names})(?:\\s(?:[^<>]*[^<>/])?)?>)(?:<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>|$)|[^<]+)`,
  "g",
);
/** The same in JSON, which gateways use. */
const secretMember = new RegExp(`("(?:${names})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)+`, "gi");

/** An MD5 hash in a message: an error about SIP credentials repeats the hashes of the existing credential (23026). */
const hashInWords = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi;

/** Removes known secrets from texts before they become part of an error (docs/maintainers/money.md#secrets). */
export class Redactor {
  private readonly forms = new Set<string>();

  /** From now on, removes this text: as it is, and as it looks in XML, JSON, URLs and headers. */
  add(secret: string): void {
    for (const form of formsOf(secret)) if (form !== "") this.forms.add(form);
  }

  /** The text without any of the secrets, and without secrets in an answer's own elements. */
  clean(text: string): string {
    const cleaned = this.longestFirst().reduce((rest, form) => rest.replaceAll(whole(form), replacement), text);
    return cleaned
      .replace(secretElement, `$1${replacement}`)
      .replace(secretMember, `$1${replacement}`)
      .replace(hashInWords, replacement);
  }

  /**
   * About this many first characters of a text, without secrets. Half a secret at the end would not be recognized, so
   * it is cut off.
   */
  beginning(text: string, length: number): string {
    const longest = this.longestFirst()[0]?.length ?? 0;
    if (text.length <= length + longest) return this.clean(text);
    return this.clean(text.slice(0, length + longest))
      .slice(0, -longest || undefined)
      .toWellFormed();
  }

  /** A redactor that also knows these secrets. Made for one request. */
  with(secrets: string[]): Redactor {
    const wider = new Redactor();
    for (const form of this.forms) wider.forms.add(form);
    for (const secret of secrets) wider.add(secret);
    return wider;
  }

  /** One secret may be part of another. */
  private longestFirst(): string[] {
    return [...this.forms].sort((one, other) => other.length - one.length);
  }
}

/** A secret of digits is looked for between other characters: a passcode may be part of a telephone number. */
const whole = (form: string): string | RegExp =>
  /^\d+$/.test(form) ? new RegExp(`(?<!\\d)${form}(?!\\d)`, "g") : form;

/** The ways in which a text may be written when it is quoted. */
function formsOf(secret: string): string[] {
  const whole = secret.toWellFormed();
  const xml = secret.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quoted = [
    ["&quot;", "&apos;"],
    ["&#34;", "&#39;"],
    ["&#x22;", "&#x27;"],
    ['"', "&apos;"],
    ['"', "&#39;"],
    ["&quot;", "'"],
  ].map(([double = "", single = ""]) => xml.replace(/"/g, double).replace(/'/g, single));
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const inUrl = [encodeURIComponent(whole), new URLSearchParams([["", whole]]).toString().slice(1)];
  const lowerCase = inUrl.map((url) => url.replace(/%../g, (triple) => triple.toLowerCase()));
  return [
    ...[secret, xml, ...quoted],
    ...[json, ascii, json.replaceAll("/", "\\/"), ascii.replaceAll("/", "\\/")],
    ...[...inUrl, ...lowerCase],
    Buffer.from(secret).toString("base64"),
  ];
}

/** The secrets in a request's body. */
export function secretsIn({ root, content }: XmlDocument): string[] {
  return secretTexts({ [root]: content });
}

function secretTexts(node: XmlNode): string[] {
  if (typeof node === "string") return [];
  return Object.keys(node).flatMap((name) =>
    list(node, name).flatMap((child) => (secretElements.has(name) ? (text(child) ?? []) : secretTexts(child))),
  );
}
