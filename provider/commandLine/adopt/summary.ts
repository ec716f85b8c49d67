import { holdersOfNumbers } from "../types.js";
import type { ChosenAccount } from "./chosen.js";
import { commandsAfter, type Following } from "./commands.js";
import type { StackFolder } from "./stackFolders.js";

/** How many of a list a summary names. */
const MOST_NAMED = 10;

/** What was written where. */
interface Written extends ChosenAccount {
  folder: string;
  stacks: readonly StackFolder[];
  /** The stacks whose commands are still to be run. */
  left: readonly StackFolder[];
  following: Following;
}

/** What the user reads in the end. */
export function summary({ folder, stacks, left, following, account, wanted, managed }: Written): string {
  const { resources, missing, numbers, ofPrograms } = account;
  const several = stacks.some(({ name }) => name !== "");
  const where = several ? `${folder}, in a folder for each stack` : folder;
  const telling = several ? "The programs" : "The program";
  return [
    `Nothing was changed at Bandwidth. ${telling} for ${countOf(numbers, "telephone number")} ${several ? "are" : "is"} in ${where}:\n`,
    ...(several ? foldersOf(stacks) : []),
    `${counted(resources.map(({ type }) => type)).join("\n")}\n`,
    lines("Not in the program", account.left),
    lines("Not on this account", missing),
    lines("No telephone number in these lines of the file", (wanted?.unread ?? []).map(String)),
    lines("In more than one of the states", [...managed.twice]),
    lines(
      "Ordered by a program of this package. If a stack still has the numbers, adopt again with --state of that stack",
      ofPrograms.map(({ orderId, countOfTns = 0 }) => `order ${orderId}, ${countOfTns} numbers`),
    ),
    ...(several ? nextOfSeveral(stacks, left, following) : nextOfOne(stacks, left, following)),
    "\n`pulumi destroy` disconnects adopted numbers, and `pulumi up` those that you take out of a list or its file.\n",
    "Both are refused until you say that no other stack has them: `pulumi config set bandwidth:ownsAdopted true`.\n",
    "The program protects the lists from being destroyed as long as it says `protect`.\n",
    ...(left.length === 0
      ? [
          `The state${several ? "s have" : " has"} everything, and the preview${several ? "s show" : " shows"} that nothing would change. \`pulumi up\` writes down what depends on what.\n`,
        ]
      : [
          `The preview must show that every resource is unchanged. \`pulumi up\` then writes down what depends on what.\n`,
          "Delete import.json afterwards: it holds what the state holds, secrets included.\n",
        ]),
  ].join("");
}

function nextOfOne([stack]: readonly StackFolder[], left: readonly StackFolder[], following: Following): string[] {
  if (!stack) return [];
  return ["\nNext:\n", ...typed(stack, left.includes(stack) ? commandsAfter(stack, following) : [])];
}

/** The stack that others need comes first. The others need the same commands, so these are told once. */
function nextOfSeveral(stacks: readonly StackFolder[], left: readonly StackFolder[], following: Following): string[] {
  const shared = stacks.find(({ isShared }) => isShared);
  const others = stacks.filter((one) => one !== shared);
  // `--yes` runs the `pulumi up` of the shared stack, too, so nothing is left to do there.
  const isUp = shared !== undefined && !left.includes(shared);
  const open = left.filter((one) => one !== shared);
  const [first = others[0]] = open;
  const hasSecrets = open.some((one) => one.hasSecrets);
  const which = open.length > 0 && open.length < others.length ? ` (${open.map(({ name }) => name).join(", ")})` : "";
  return [
    ...(shared && !isUp
      ? ["\nNext, first the stack whose outputs the others take:\n", ...typed(shared, commandsAfter(shared, following))]
      : []),
    ...(first
      ? [
          `\n${shared && !isUp ? "Then" : "Next,"} in each ${shared ? "of the other folders" : "folder"}${which}:\n`,
          ...typed(first, open.length > 0 ? commandsAfter({ hasSecrets }, following) : []),
        ]
      : []),
    ...(shared
      ? [
          `\nA program looks for the shared stack under the name of its own. So call each of them ${following.stack}, or each by another name.\n`,
        ]
      : []),
  ];
}

const typed = ({ folder }: StackFolder, commands: readonly string[]) =>
  [`cd ${folder}`, ...commands, "pulumi up"].map((command) => `  ${command}\n`);

function foldersOf(stacks: readonly StackFolder[]): string[] {
  const widest = Math.max(...stacks.map(({ name }) => name.length));
  const rows = stacks.map(({ name, resources }) => {
    const numbers = resources.flatMap(({ type, inputs }) =>
      holdersOfNumbers.has(type) && Array.isArray(inputs.telephoneNumbers) ? inputs.telephoneNumbers : [],
    );
    return `  ${name.padEnd(widest)}  ${countOf(resources.length, "resource")}, ${countOf(numbers.length, "number")}\n`;
  });
  return ["\n", ...rows, "\n"];
}

function counted(types: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `  ${String(count).padStart(6)} ${type}`);
}

const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** A title, and at most ten of these lines. Nothing if there are none. */
export function lines(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const named = all.slice(0, MOST_NAMED).map((line) => `  ${line}\n`);
  const more = all.length > MOST_NAMED ? `  and ${all.length - MOST_NAMED} more\n` : "";
  return `\n${title}:\n${named.join("")}${more}`;
}
