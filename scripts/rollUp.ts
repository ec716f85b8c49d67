import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A list of another file's exports: `export { type A, b } from "./c.js";`. */
const LIST = /^export (?:type )?\{([^}]*)\} from "\.\/([^"]+)\.js";$/gm;

/**
 * One text of declarations for the modules in a folder's index.ts, as the TypeScript compiler writes them. One file
 * needs no second set of names for ES modules. It doesn't export what the index doesn't list. What the modules share
 * only among themselves is marked `@internal`, so that it and the types that only it needs stay out.
 */
export function rollUp(folder: string): string {
  const lists = [...readFileSync(join(folder, "index.ts"), "utf8").matchAll(LIST)];
  const names = lists.flatMap(([, list = ""]) => list.split(",").map((name) => name.trim()));
  const parts = lists.map(([, , module]) => declarationsOf(join(folder, `${module}.ts`)));
  const text = [...parts, `export { ${names.filter(Boolean).join(", ")} };\n`].join("\n");
  const lost = /^.*from "\..*$/m.exec(text)?.[0];
  if (lost !== undefined) throw new Error(`the index of ${folder} doesn't list types that its exports need: ${lost}`);
  return text;
}

function declarationsOf(file: string): string {
  const compiled = ts.transpileDeclaration(readFileSync(file, "utf8"), {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, stripInternal: true },
  });
  const [problem] = compiled.diagnostics ?? [];
  if (problem) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(problem.messageText, " ")}`);
  return compiled.outputText
    .replace(/^import .* from "\.\/.*";\n/gm, "")
    .replace(/^export \{\};\n/gm, "")
    .replace(/^export (?=declare |interface |type )/gm, "");
}
