import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { ATTRIBUTES, OF_TEXTS } from "../../provider/bandwidth/xml/element.js";
import { MalformedAnswer } from "../../provider/bandwidth/xml/malformedAnswer.js";
import { element, parseXml, text, texts, type XmlNode } from "../../provider/bandwidth/xml/xml.js";
import { growthOf, MOST_GROWTH } from "./helpers/growth.js";

const refusal = (source: string): string => {
  try {
    parseXml(source);
    return "fine";
  } catch (error) {
    return error instanceof MalformedAnswer ? `${error.kind}: ${error.message}` : String(error);
  }
};

describe("a body is read once, from its beginning to its end", () => {
  it("keeps attributes of elements and of texts for a PUT that repeats them", () => {
    const { content } = parseXml(
      `<R><P a="1" n:b="2" xmlns:n="u" xmlns="v"><C/></P><T>x</T><T c='a "&lt;b>"'>y</T></R>`,
    );
    expect(element(content, "P")?.[ATTRIBUTES]).toEqual({ a: "1" });
    expect(content[OF_TEXTS]).toEqual({ T: [undefined, { c: 'a "<b>"' }] });
    expect(texts(content, "T")).toEqual(["x", "y"]);
  });

  it("takes a bracket and a line break in a tag for what they are", () => {
    expect(text(parseXml('<R\n  a="1>2"\t><A\n/><B >3</B\n></R>').content, "B")).toBe("3");
  });

  it("joins a text around comments and CDATA sections, and ends each line in one way", () => {
    const { content } = parseXml("<R><A>1\r\n<!-- <B> --><![CDATA[2\r&amp;]]>&amp;3<?pi x > y?></A></R>");
    expect(content.A).toBe("1\n2\n&amp;&3");
  });

  it("keeps the text beside children only when it says something", () => {
    expect(parseXml("<R> <A/> </R>").content).toEqual({ A: "" });
    expect(parseXml("<R>a<A/>b</R>").content).toEqual({ A: "", "#text": "ab" });
  });

  it.each([
    ["<a><b>&</b></a>", /malformed: .*begins no entity \(line 1\)/],
    ["<a>\n<b>&;</b></a>", /\(line 2\)/],
    ["<a>&#x4g;</a>", /malformed/],
    [`<a b="1" b="2"/>`, /malformed: .*attribute b of a is repeated/],
    [`<a b="1"c="2"/>`, /malformed: .*attributes of a/],
    ["<a b/>", /malformed/],
    [`<a 1b="1"/>`, /malformed: .*1b of a has an invalid name/],
    ["<1a/>", /malformed: .*"1a" is no name/],
    ["< a/>", /malformed: .*is no name/],
    ["<a></b>", /malformed: .*a has begun, and b ends/],
    ["<a/></b>", /malformed: .*b ends, and has not begun/],
    ["<a/>x<!-- y -->", /malformed: .*exactly one root/],
    ["<a/><![CDATA[x]]><?y?>", /malformed: .*exactly one root/],
    ["<a></a><b></b>", /malformed: .*exactly one root/],
    ["<!-- only this -->", /malformed: .*no element/],
    ["<a><!b></a>", /malformed: .*declaration/],
    [`<a/><?xml version="1.0"?>`, /malformed: .*only at the beginning/],
    ["<a><b></a>x>", /malformed/],
    ["<a><b>", /^cut/],
    ["<a><!-- b>", /^cut/],
    ["<a><![CDATA[b>", /^cut/],
    ["<a><?b>", /^cut/],
    [`<a><b c="1></b></a>`, /^cut/],
  ])("says what is wrong with %s", (source, told) => {
    expect(refusal(source)).toMatch(told);
  });

  it("counts elements inside each other, not after each other", () => {
    const nested = (depth: number) => `${"<a>".repeat(depth)}<b/>${"</a>".repeat(depth)}`;
    expect(refusal(nested(64))).toBe("fine");
    expect(refusal(nested(65))).toMatch(/^deep/);
    expect(refusal(`<r>${nested(2).repeat(100)}</r>`)).toBe("fine");
  });

  describe("and does not get slow by the square with hostile tags and texts", () => {
    const documents: [string, (size: number) => string][] = [
      ["blanks in a tag", (size) => `<a ${" ".repeat(size)}>`],
      ["attributes without an end", (size) => `<a${' b="'.repeat(size)}>`],
      ["ampersands", (size) => `<a>${"&".repeat(size)}</a>`],
      ["comments between texts", (size) => `<a>${"<!-- -->x".repeat(size / 10)}</a>`],
      ["a long name", (size) => `<${"a".repeat(size)}/>`],
      ["a long attribute", (size) => `<a ${"b".repeat(size)}></a>`],
      ["ends without a beginning", (size) => `<a>${"</b>".repeat(size)}</a>`],
      ["a text full of entities", (size) => `<a>${"&lt;".repeat(size)}</a>`],
      ["an entity without an end", (size) => `<a>&${"a".repeat(size)}</a>`],
      ["comments before the root", (size) => `${"<!-- -->".repeat(size / 10)}<a/>`],
    ];

    it.each(documents)("%s", (_what, documentOf) => {
      expect(growthOf((size) => void refusal(documentOf(size)), 10_000)).toBeLessThanOrEqual(MOST_GROWTH);
    });

    it("as a reader does that looks at the rest of the body for each character", () => {
      const square = (size: number) => {
        for (let at = 0; at < size; at += 1)
          if (" ".repeat(size).indexOf("x", at) >= 0) throw new Error("there is no x");
      };
      expect(growthOf(square, 400)).toBeGreaterThan(MOST_GROWTH);
    });
  });
});

describe("what another reader of XML finds", () => {
  const other = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    trimValues: false,
  });
  type Ordered = { [name: string]: Ordered[] | string };
  const plain = (node: Ordered): [string, XmlNode] => {
    const [[name, children] = ["", ""]] = Object.entries(node);
    if (typeof children === "string") return [name, children];
    const found = new Map<string, XmlNode[]>();
    let words = "";
    for (const child of children.map(plain)) {
      if (child[0] === "#text") words += child[1];
      else found.set(child[0], [...(found.get(child[0]) ?? []), child[1]]);
    }
    if (found.size === 0) return [name, words];
    const all = Object.fromEntries([...found].map(([key, nodes]) => [key, nodes.length === 1 ? nodes[0] : nodes]));
    return [name, words.trim() === "" ? all : { ...all, "#text": words }] as [string, XmlNode];
  };

  it("is found here too, however a document is written", () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z0-9_.-]{0,5}$/);
    const blank = fc.constantFrom("", "", " ", "\n", "\t\r\n", "<!-- <x> & -->", "<?p q?>");
    const words = fc.constantFrom("", "919 555 0100", "a &amp; b", " &lt;x&gt; ", "&quot;", "é東", "a > b");
    const attributes = fc.constantFrom("", "", ' a="1"', "\n b = '<\">'", ' c=""');
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc
        .tuple(
          name,
          attributes,
          fc.array(fc.oneof({ depthSize: "small" }, words, tie("node")), { maxLength: 4 }),
          blank,
        )
        .map(([tag, given, inner, space]) =>
          inner.length === 0 ? `<${tag}${given}/>${space}` : `<${tag}${given}>${space}${inner.join(space)}</${tag}>`,
        ),
    }));
    fc.assert(
      fc.property(fc.tuple(name, fc.array(node, { minLength: 1, maxLength: 4 }), blank), ([root, nodes, space]) => {
        const source = `<?xml version="1.0"?>${space}<${root}>${nodes.join(space)}</${root}>`;
        const [document] = (other.parse(source) as Ordered[]).filter((one) => !("#text" in one));
        const found = parseXml(source);
        const [, content] = plain(document as Ordered);
        expect([found.root, JSON.parse(JSON.stringify(found.content))]).toEqual([
          root,
          typeof content === "string" ? (content.trim() === "" ? {} : { "#text": content }) : content,
        ]);
      }),
      { numRuns: 500 },
    );
  });
});
