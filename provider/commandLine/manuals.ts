import type { Manual } from "../pulumi/definition/package.js";
import { exitCode } from "./exitCode.js";

/** What the exit codes mean to a script, in the words of `--help` and of the reference. */
export const exitMeanings: Readonly<Record<string, string>> = {
  [exitCode.done]: "it succeeded",
  [exitCode.refused]: "nothing was changed",
  [exitCode.usage]: "the arguments were wrong",
  [exitCode.unknown]: "it's unknown whether something was changed",
  [exitCode.interrupted]: "it was interrupted",
};

/** A report can end well in more than one way. */
const reportMeanings: Readonly<Record<string, string>> = {
  ...exitMeanings,
  [exitCode.differs]: "a report found differences, or what else --fail-on names",
  [exitCode.unread]: "a report found none, but could not read everything",
};

/** The commands, as `--help` and the pages of the reference explain them. */
export const manuals = {
  adopt: {
    page: "adopt",
    usage: "pulumi-bandwidth adopt [--language LANGUAGE] [--out FOLDER] [OPTION]...",
    text: [
      "Reads the account, and writes a folder with a Pulumi program that declares what exists, and an import file. It changes nothing at Bandwidth. The commands to run next stand at the end of its output: `pulumi import --file import.json --generate-code=false` puts the resources into the state without another request, and the first `pulumi preview` shows that every resource is unchanged.",
      "Once adopted, numbers belong to the stack: `pulumi destroy` disconnects them. The program protects each `PhoneNumberOrder` with the resource option `protect`, unless you give --no-protect.",
      "The program has a list of numbers for each SIP peer, in a file of its own if it is long, and at most 5,000 numbers in a list. A large program has a file for each site, but in YAML, which cannot read one. Options of numbers are grouped by equal values. Options that are not set are left out, and so is what most numbers of a SIP peer have: calling name display, SMS and protection. What the program leaves out stays as it is. Secrets are keys of the configuration, with a script that sets them.",
      "`pulumi import --from bandwidth` reads the same and lets Pulumi write the program.",
      "What can't be adopted is a line of the output, with the reason: what these credentials may not see, and what the API does not tell in full. Settings come from the environment, as for the provider.",
    ],
    options: {
      "--language LANGUAGE": "typescript (the default), python, go or yaml.",
      "--out FOLDER": "Where to write. It must be empty or not exist. Default: bandwidth.",
      "--site SITE": "Only this site, by its id or name. Give the option again for more.",
      "--peer PEER": "Only this SIP peer, by its id, siteId/sipPeerId, or name. Give the option again for more.",
      "--numbers FILE":
        "Only the telephone numbers in this file: a CSV file of any form, with numbers in any spelling. The output lists those that the account doesn't have.",
      "--only TYPE": "Only resources of this type, such as PhoneNumberOrder. Give the option again for more.",
      "--except TYPE": "No resources of this type. Give the option again for more.",
      "--state FILE":
        "What `pulumi stack export` writes: what that stack has already is left out. Give the option again for more stacks. The output names the numbers that are in more than one.",
      "--stack-per KIND":
        "site or region: a folder, a project and a stack for each site, or for the sites of each state, province or country. What belongs to no site goes into one more, shared: applications, realms, credentials and subscriptions. The others take ids from its outputs. Default: everything is in one stack.",
      "--project NAME":
        "Name of the Pulumi project. With --stack-per, what the names of the projects begin with. Default: bandwidth.",
      "--no-protect": "The program doesn't protect the numbers.",
      "--yes":
        "Runs the commands that come next, too: it makes the stack, imports, and previews. It stops at the first that fails, and says what is true then. It never runs `pulumi up`, but for the shared stack of --stack-per, which has no numbers: that writes the outputs that the other stacks take. Afterwards, it deletes the import files.",
      "--stack NAME":
        "Name of the stack. With --stack-per, the name of each of them, without a slash. Default with --yes or --stack-per: main.",
    },
    exitCodes: exitMeanings,
  },
  report: {
    page: "report",
    usage: "pulumi-bandwidth report [--state FILE]... [--out FILE]... [OPTION]...",
    text: [
      "Reads the account and shows what it has: sites, SIP peers, numbers by area code, orders in flight, numbers without an emergency address, a campaign or a port-out passcode, and what is set without effect. With --state, it also shows in what the account and the stacks differ: what no stack has, what a stack has and the account lacks, what is elsewhere, has other options or another name, and what two resources hold. It changes nothing, neither at Bandwidth nor in a stack.",
      "What can't be read is a line of the report, with the reason. Nothing is called missing because a list could not be read. A number is called missing only if no list shows it, and a look at the number itself says that the account does not have it.",
      "The secrets in a state are not read. The report has no passcodes, only whether a number has one. It has all telephone numbers of the account: keep it as you keep a customer list. Settings come from the environment, as for the provider.",
    ],
    options: {
      "--state FILE":
        "The state of a stack: what `pulumi stack export` writes, or the stack's file in a backend of files. Give the option again for each of your stacks. Stacks with classes and with the plugin can be mixed.",
      "--out FILE":
        "Where to write the report, instead of its place in the output. The end of the name says the format: .html, .csv, .json or .txt. Give the option again for more. A file that exists is written over. The table is then printed too.",
      "--format FORMAT":
        "table (the default), csv, json or html: what is printed. With --out, the format of the files, and nothing is printed.",
      "--look-ups NUMBER":
        "How many numbers may be looked up one by one, to learn what no list shows: whether a number has an emergency address, and whether a number of a stack is gone. One request for each. Numbers beyond that count as not known. Default: 1000.",
      "--fail-on KINDS":
        "What ends the command with code 4, or with 5 for unread: some of unmanaged, missing, moved, changed, renamed, twice, unread, no-e911, no-campaign, no-passcode, with commas, or none. Default: the first seven.",
      NO_COLOR: "If it is set, the table has no colors. Nor has it any where the output is not a terminal.",
    },
    exitCodes: reportMeanings,
  },
  "set-password": {
    page: "set-password",
    usage: "pulumi-bandwidth set-password [--user NAME]",
    text: [
      "Changes the password of a user of the Bandwidth dashboard. It asks for the present password, and twice for the new one. It doesn't show them. If standard input isn't a terminal, it must hold two lines: the present password, then the new one. Arguments and the environment can't hold passwords.",
      "API users that sign in with OAuth2 have no password. Bandwidth accepts passwords for its API until 2026-12-02. From then on, it refuses this command, and nothing changes: create OAuth2 client credentials instead. Bandwidth's newer reference no longer lists this operation.",
    ],
    options: {
      "--user NAME": "The user. Default: BW_USERNAME.",
      BW_API_URL: "The API's address, as for the provider. Default: https://api.bandwidth.com/api.",
    },
    exitCodes: exitMeanings,
  },
  "set-tn-options": {
    page: "set-tn-options",
    usage:
      "pulumi-bandwidth set-tn-options NUMBER [--call-forward NUMBER] [--calling-name-display on|off] [--sms on|off]",
    text: [
      "Sets options of one telephone number of the account immediately, without an order: for the moment when calls must go elsewhere now. Prints the number's options before and after. Settings come from the environment, as for the provider.",
      "To make a setting last, put it into a TnOptions resource. A resource that declares something else sets it back with the next pulumi up after a refresh. A resource can also remove an option (systemdefault), which this command can't.",
      "Don't use this command for a number with a number format, rewriteUser or finalDestinationUri: the number may lose them. Bandwidth doesn't say what happens to settings that a request leaves out. The command repeats call forwarding, calling name display, protection and SMS as they are. It can't repeat the other three, because Bandwidth doesn't show them.",
    ],
    options: {
      NUMBER: "The number, in service on the account: 10 digits, 1 and 10 digits, or E.164 as in +19195550100.",
      "--call-forward NUMBER": "Where the number's calls go from now on. Must be another number.",
      "--calling-name-display on|off": "Whether calls show a calling name.",
      "--sms on|off": "Whether messages are enabled.",
    },
    exitCodes: exitMeanings,
  },
  migrate: {
    page: "migrate",
    usage: "pulumi-bandwidth migrate [--file FILE] [--out FILE] [--provider NAME]",
    text: [
      "Makes the state of a stack with dynamic resources (the classes of this package) into the state of the same stack with the plugin. It reads what pulumi stack export writes, and writes what pulumi stack import takes. It asks nothing of Bandwidth, and doesn't change the stack: the import does, in one step, and no resource is created or deleted.",
      "Ids, order books, parents, dependencies, protect and other options stay as they are, so that nothing is bought again and nothing is disconnected. The settings of the dynamic provider become those of the plugin's default provider. Secrets stay encrypted: the command needs no passphrase, and you need no --show-secrets.",
      "It refuses a state of an interrupted run, of a replacement that isn't finished, and of a newer version. Keep the exported file: it is the way back. The guide From the classes to the plugin has all steps.",
    ],
    options: {
      "--file FILE": "What pulumi stack export wrote. Default: standard input.",
      "--out FILE": "Where the new state goes. A file that exists already is refused. Default: standard output.",
      "--provider NAME":
        "The name of the plugin's provider in the new state. Default: the default provider for an SDK of this version. Give default for a YAML program whose Pulumi.yaml names the plugin's folder, and the name of an explicit provider if the program uses one.",
    },
    exitCodes: exitMeanings,
  },
} satisfies Record<string, Manual>;
