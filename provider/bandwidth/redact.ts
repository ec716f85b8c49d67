import { list, text, type XmlDocument, type XmlNode } from "./xml.js";

/** What stands in a text in place of a secret. */
const replacement = "[secret]";

/** Elements whose text is a secret: an error that quotes a request or an answer must not show them. */
const secretElements = new Set(["Password", "Hash1", "Hash1b", "PinNumber"]);

/** Such an element in a text, to its end or, in an answer that was cut, to the text's. */
const secretElement = new RegExp(`(<(?:${[...secretElements].join("|")})>)[^<]+`, "g");

/** Takes known secrets out of texts before they become part of an error (design §7). */
export class Redactor {
  private readonly secrets = new Set<string>();

  /** From now on this text, as it is and as it looks in XML and in URLs, is taken out. */
  add(secret: string): void {
    const inXml = secret.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    const inJson = JSON.stringify(secret).slice(1, -1);
    const forms = [secret, inXml, inXml.replace(/"/g, "&quot;"), inJson, encodeURIComponent(secret)];
    for (const form of forms) if (form !== "") this.secrets.add(form);
  }

  /** The text without any of the secrets, and without those that an answer tells in elements of their own. */
  clean(text: string): string {
    // The longest first: one secret may be a part of another.
    const secrets = [...this.secrets].sort((one, other) => other.length - one.length);
    const cleaned = secrets.reduce((rest, secret) => rest.replaceAll(secret, replacement), text);
    return cleaned.replace(secretElement, `$1${replacement}`);
  }

  /** A redactor that knows these as well; made for one request. */
  with(secrets: string[]): Redactor {
    const wider = new Redactor();
    for (const secret of this.secrets) wider.secrets.add(secret);
    for (const secret of secrets) wider.add(secret);
    return wider;
  }
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
