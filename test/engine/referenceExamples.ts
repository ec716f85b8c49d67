import { expect } from "vitest";
import { bandwidth } from "../../provider/package.js";
import {
  type ExampleProgram,
  functionExamples,
  resourceExamples,
  writeProgram,
} from "../../provider/pulumi/schema/examples.js";
import { indent, referenceIn, type Statement } from "../../provider/pulumi/schema/languages/program.js";
import { propertiesOf } from "../../provider/pulumi/values/property.js";
import type { RunResult } from "./harness/workspace.js";

/** The examples of the reference pages, by the page's name. */
export function pagesOfExamples(): [name: string, examples: ExampleProgram[]][] {
  return [
    ...bandwidth.resources.map((one) => [one.name, resourceExamples(bandwidth, one)] as [string, ExampleProgram[]]),
    ...bandwidth.functions.map((one) => [one.name, functionExamples(bandwidth, one)] as [string, ExampleProgram[]]),
  ];
}

/** Whether an example is about other countries, whose numbers the Universal Platform alone has. */
export function needsUniversalPlatform({ statements }: ExampleProgram): boolean {
  return JSON.stringify(statements.map(({ inputs }) => inputs)).includes('"countryCodeA3"');
}

/** All examples of the pages, as one program for each dialect. */
export function programsOfExamples(): [dialect: "classic" | "universal", program: Statement[]][] {
  const examples = pagesOfExamples().flatMap(([, list]) => list);
  return [
    ["classic", oneProgram(examples.filter((example) => !needsUniversalPlatform(example)))],
    ["universal", oneProgram(examples.filter(needsUniversalPlatform))],
  ];
}

/** Every resource of the program was made. */
export function expectAll(program: readonly Statement[], { steps }: RunResult): void {
  const wanted = program.filter(({ kind }) => kind === "resource").map(({ name }) => name);
  const made = steps.filter(({ op }) => op === "create").map(({ type }) => type.slice(type.lastIndexOf(":") + 1));
  expect(made.filter((name) => name !== "StateKey" && name !== "Stack").sort()).toEqual(wanted.sort());
}

/** Examples as one program: what several of them need is made once, and what differs gets a name of its own. */
export function oneProgram(examples: readonly ExampleProgram[]): Statement[] {
  const made = new Map<string, Statement>();
  const taken = new Set<string>();
  for (const { statements } of examples) {
    const renamed = new Map<string, string>();
    for (const one of statements) {
      const inputs = rename(one.inputs, renamed) as Statement["inputs"];
      const key = JSON.stringify([one.name, inputs]);
      const same = made.get(key);
      const statement = same ?? { ...one, inputs, variable: free(one.variable, taken) };
      made.set(key, { ...statement, used: statement.used || one.used });
      taken.add(statement.variable);
      renamed.set(one.variable, statement.variable);
    }
  }
  return [...made.values()];
}

function free(name: string, taken: ReadonlySet<string>): string {
  let found = name;
  for (let count = 2; taken.has(found); count++) found = `${name}${count}`;
  return found;
}

function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  const reference = referenceIn(value);
  if (reference) {
    return String(value).replace(/^\$\w+/, () => `$${names.get(reference.variable) ?? reference.variable}`);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rename(part, names)]));
}

/** The same program in each language, with mocks that stand for the engine and print what it is sent. */
export function examplesWithMocks(statements: readonly Statement[]) {
  const outputs = JSON.stringify(JSON.stringify(outputsOf(statements)));
  const write = (language: "typescript" | "python" | "go") => writeProgram(bandwidth, language, statements);
  return {
    nodejs: write("typescript"),
    python: `import json
import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        print(json.dumps(["register", args.typ]) + "\\n", end="", flush=True)
        return [args.name, {**args.inputs, **json.loads(${outputs})}]

    def call(self, args):
        print(json.dumps(["call", args.token]) + "\\n", end="", flush=True)
        return {}


pulumi.runtime.set_mocks(Mocks(), "telephony", "dev", False)


@pulumi.runtime.test
def program():
${indent(write("python"), "    ")}


program()
`,
    go: {
      "main.go": write("go").replace("pulumi.Run(", "run("),
      "mocks.go": `package main

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

var mutex sync.Mutex

func say(kind, what string) {
	mutex.Lock()
	defer mutex.Unlock()
	fmt.Printf("[%q,%q]\\n", kind, what)
}

type mocks struct{}

func (mocks) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	say("register", args.TypeToken)
	outputs := map[string]any{}
	if err := json.Unmarshal([]byte(${outputs}), &outputs); err != nil {
		return "", nil, err
	}
	state := args.Inputs.Copy()
	for name, value := range resource.NewPropertyMapFromMap(outputs) {
		state[name] = value
	}
	return args.Name, state, nil
}

func (mocks) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	say("call", args.Token)
	return resource.PropertyMap{}, nil
}

func run(program pulumi.RunFunc) {
	if err := pulumi.RunErr(program, pulumi.WithMocks("telephony", "dev", mocks{})); err != nil {
		panic(err)
	}
}
`,
    },
  };
}

/** A value for every output that a statement refers to. */
function outputsOf(statements: readonly Statement[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const walk = (value: unknown): void => {
    const reference = referenceIn(value);
    if (reference) {
      const list = bandwidth.resources.some(({ outputs, inputs }) => {
        return { ...propertiesOf(inputs), ...propertiesOf(outputs) }[reference.output]?.kind === "list";
      });
      found[reference.output] = list ? ["+19195550100"] : "+19195550100";
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  for (const { inputs } of statements) walk(inputs);
  return found;
}
