import { list, text, type XmlDocument, type XmlNode } from "../xml/xml.js";

/** What stands in a text in place of a secret. */
const replacement = "[secret]";

/** Elements whose text is a secret: an error that quotes a request or an answer must not show them. */
const secretElements = new Set(["Password", "Hash1", "Hash1b", "PinNumber"]);
const names = [...secretElements].join("|");

/** Such an element in a text, to its end or, in an answer that was cut, to the text's. */
const secretElement = new RegExp(
  `(<(?:[\\w.-]+:)?(?:${names})(?:\\s(?:[^<>]*[^<>/])?)?>)(?:<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>|$)|[^<]+)`,
  "g",
);
/** The same in JSON, which gateways answer with. */
const secretMember = new RegExp(`("(?:${names})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)+`, "gi");

/** An MD5 hash among words: an error of SIP credentials repeats those of the credential that is there (23026). */
const hashInWords = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/gi;

/** Takes known secrets out of texts before they become part of an error (docs/maintainers/money.md#secrets). */
export class Redactor {
  private readonly forms = new Set<string>();

  /** From now on this text, as it is and as it looks in XML, in JSON, in URLs and in headers, is taken out. */
  add(secret: string): void {
    for (const form of formsOf(secret)) if (form !== "") this.forms.add(form);
  }

  /** The text without any of the secrets, and without those that an answer tells in elements of their own. */
  clean(text: string): string {
    const cleaned = this.longestFirst().reduce((rest, form) => rest.replaceAll(form, replacement), text);
    return cleaned
      .replace(secretElement, `$1${replacement}`)
      .replace(secretMember, `$1${replacement}`)
      .replace(hashInWords, replacement);
  }

  /** About so many first characters of a text, cleaned: half a secret at the end would not be recognized, and is cut off. */
  beginning(text: string, length: number): string {
    const longest = this.longestFirst()[0]?.length ?? 0;
    if (text.length <= length + longest) return this.clean(text);
    return this.clean(text.slice(0, length + longest))
      .slice(0, -longest || undefined)
      .toWellFormed();
  }

  /** A redactor that knows these as well; made for one request. */
  with(secrets: string[]): Redactor {
    const wider = new Redactor();
    for (const form of this.forms) wider.forms.add(form);
    for (const secret of secrets) wider.add(secret);
    return wider;
  }

  /** One secret may be a part of another. */
  private longestFirst(): string[] {
    return [...this.forms].sort((one, other) => other.length - one.length);
  }
}

/** How a text is written where it may be quoted. */
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
