import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MalformedAnswer } from "../../provider/bandwidth/xml/malformedAnswer.js";
import { element, list, parseXml, text, texts, writeXml, type XmlElement } from "../../provider/bandwidth/xml/xml.js";

const kindOf = (source: string) => {
  try {
    parseXml(source);
    return "fine";
  } catch (error) {
    return error instanceof MalformedAnswer ? error.kind : "another error";
  }
};
const messageOf = (source: string) => {
  try {
    parseXml(source);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("reading XML", () => {
  it("keeps every value as the text it is", () => {
    const { root, content } = parseXml(
      "<Site><Id>0007</Id><Zip>02134</Zip><Expiry>4283455101</Expiry><Float>1.0</Float><Hex>0x1F</Hex><Flag>true</Flag></Site>",
    );
    expect(root).toBe("Site");
    expect({ ...content }).toEqual({
      Id: "0007",
      Zip: "02134",
      Expiry: "4283455101",
      Float: "1.0",
      Hex: "0x1F",
      Flag: "true",
    });
  });

  it("returns lists with none, one and many entries as lists", () => {
    const items = (inner: string) => texts(parseXml(`<R><Sites>${inner}</Sites></R>`).content, "Sites", "Site", "Id");
    expect(items("")).toEqual([]);
    expect(items("<Site><Id>1</Id></Site>")).toEqual(["1"]);
    expect(items("<Site><Id>1</Id></Site><Site><Id>2</Id></Site>")).toEqual(["1", "2"]);
    expect(list(parseXml("<R/>").content, "Sites", "Site")).toEqual([]);
    expect(texts(parseXml("<R><A><B>1</B></A><A><B>2</B><B>3</B></A></R>").content, "A", "B")).toEqual(["1", "2", "3"]);
  });

  it("distinguishes an empty element, blanks, text and children", () => {
    const { content } = parseXml(
      "<R><Empty/><Open></Open><Blank>  </Blank><Text> a </Text><Parent><Child/></Parent></R>",
    );
    for (const name of ["Empty", "Open", "Blank", "Absent"]) expect(text(content, name)).toBeUndefined();
    expect(text(content, "Text")).toBe("a");
    expect(text(content, "Parent")).toBeUndefined();
    expect(element(content, "Parent")).toEqual({ Child: "" });
    expect(element(content, "Text")).toBeUndefined();
    expect(parseXml("<R>only text</R>").content).toEqual({ "#text": "only text" });
    expect(parseXml("<R/>").content).toEqual({});
  });

  it("resolves predefined and numeric entities exactly once", () => {
    expect(text(parseXml("<R>&lt;&amp;amp;&gt; &quot;&apos; &#65;&#x42; &#x1F600;</R>").content)).toBe(
      "<&amp;> \"' AB 😀",
    );
    expect(text(parseXml("<R>Zürich – 東京 &unknown; &#0; &#x110000;</R>").content)).toBe(
      "Zürich – 東京 &unknown; &#0; &#x110000;",
    );
    expect(text(parseXml("<R><![CDATA[<b>&amp;</b>]]></R>").content)).toBe("<b>&amp;</b>");
  });

  it("drops a byte order mark, the declaration, comments, attributes and namespace prefixes", () => {
    const source =
      '\uFEFF<?xml version="1.0"?>\n<!-- hello -->\n<n:R xmlns:n="u"><n:A x="1">1<!-- in --></n:A><n:B/></n:R>\n';
    const { root, content } = parseXml(source);
    expect([root, Object.entries(content)]).toEqual([
      "R",
      [
        ["A", "1"],
        ["B", ""],
      ],
    ]);
  });

  it("shows no attribute as an element or a text, and no attribute name does harm", () => {
    const { content } = parseXml(`<R a="1"><A __proto__="x" constructor="y">1</A><A>2</A><B b="2"><C c=""/></B></R>`);
    expect(texts(content, "A")).toEqual(["1", "2"]);
    expect(JSON.stringify(content)).toBe('{"A":["1","2"],"B":{"C":""}}');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("reads elements with the names of object properties without harm", () => {
    const { content } = parseXml(
      "<R><__proto__><bad>1</bad></__proto__><constructor>2</constructor><toString>3</toString></R>",
    );
    expect(text(content, "__proto__", "bad")).toBe("1");
    expect(text(content, "constructor")).toBe("2");
    expect(({} as Record<string, unknown>).bad).toBeUndefined();
    expect(Object.getPrototypeOf(content)).toBeNull();
    expect(text(parseXml("<R/>").content, "toString")).toBeUndefined();
  });

  it("refuses document types and the sender's own entities", () => {
    expect(kindOf('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>')).toBe("doctype");
    expect(kindOf('<?xml version="1.0"?><!-- x --><!doctype r SYSTEM "file:///etc/passwd"><r/>')).toBe("doctype");
    expect(kindOf("<r><![CDATA[<!DOCTYPE html>]]></r>")).toBe("fine");
    expect(kindOf("<r><!-- <!DOCTYPE html> --></r>")).toBe("fine");
  });

  it("refuses nesting deeper than 64", () => {
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(kindOf(nested(64))).toBe("fine");
    expect(kindOf(nested(80))).toBe("deep");
    expect(kindOf(nested(200_000))).toBe("deep");
  });

  it("says what was received instead of XML", () => {
    expect(kindOf("")).toBe("empty");
    expect(kindOf(" \n")).toBe("empty");
    const page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>…</body></html>";
    expect(kindOf(page)).toBe("html");
    expect(messageOf(page)).toContain("HTML page (Sign in)");
    expect(kindOf("<!-- proxy --><HTML><p>down")).toBe("html");
    expect(kindOf('{"error":"x"}')).toBe("json");
    expect(messageOf('{"error":"x"}')).toContain('JSON ({"error":"x"})');
    expect(messageOf("Bad Gateway")).toContain("Bad Gateway");
    expect(kindOf("<a>x & y</a>")).toBe("malformed");
    expect(kindOf("<a/><b/>")).toBe("malformed");
    expect(kindOf("<a><b></a></b>")).toBe("malformed");
  });

  it("notices a body that is cut anywhere", () => {
    const whole = '<?xml version="1.0"?><R x="1"><A>1&amp;2</A><B/><C><![CDATA[x]]></C><!-- c --></R>';
    expect(kindOf(whole)).toBe("fine");
    for (let length = 1; length < whole.length; length++) {
      expect(["cut", "malformed"], whole.slice(0, length)).toContain(kindOf(whole.slice(0, length)));
    }
    expect(kindOf("<R><A>1</A>")).toBe("cut");
    expect(kindOf("<R/>and more")).toBe("cut");
  });

  it("reads a list of 5,000 in reasonable time", () => {
    const item =
      "<TelephoneNumber><FullNumber>9195550100</FullNumber><City>RALEIGH &amp; CARY</City></TelephoneNumber>";
    const { content } = parseXml(`<R><L>${item.repeat(5_000)}</L></R>`);
    expect(list(content, "L", "TelephoneNumber")).toHaveLength(5_000);
  });
});

describe("writing XML", () => {
  it("keeps the sequence of elements, repeats arrays, leaves out what is undefined", () => {
    const content = { B: "1", A: undefined, C: ["x", "y"], D: {}, E: "", F: [{ G: "1" }, { G: "2" }], H: [] };
    expect(writeXml("R", content)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<R><B>1</B><C>x</C><C>y</C><D></D><E></E><F><G>1</G></F><F><G>2</G></F></R>',
    );
  });

  it("escapes what has a meaning in XML", () => {
    expect(writeXml("R", { A: `AT&T <"'> ü` })).toContain("<A>AT&amp;T &lt;&quot;'&gt; ü</A>");
    expect(text(parseXml(writeXml("R", { A: "a\r\nb\tc]]>" })).content, "A")).toBe("a\r\nb\tc]]>");
  });

  it("refuses characters that XML can't carry, and names the element", () => {
    expect(() => writeXml("R", { Name: "a\u0000b" })).toThrow(/Name.*U\+0000/);
    expect(() => writeXml("R", { Name: "a\ud800" })).toThrow(/U\+d800/);
  });

  it("returns what was written, whatever it is", () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/);
    const word = fc
      .string({ unit: "grapheme" })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot carry these.
      .filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(value));
    const { tree } = fc.letrec<{ tree: XmlElement; node: unknown }>((tie) => ({
      node: fc.oneof({ depthSize: "small" }, word, tie("tree"), fc.array(word, { minLength: 2, maxLength: 3 })),
      tree: fc.dictionary(name, tie("node"), {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: false,
      }) as fc.Arbitrary<XmlElement>,
    }));
    fc.assert(
      fc.property(name, tree, (root, content) => {
        const parsed = parseXml(writeXml(root, content));
        expect(parsed.root).toBe(root);
        expect(JSON.stringify(parsed.content)).toBe(JSON.stringify(content));
      }),
      { numRuns: 300 },
    );
  });
});
