import { runCommand } from "./commands.js";

const { stdin: input, stdout: output, stderr: screen, env: environment, argv } = process;

void runCommand(argv.slice(2), { input, output, screen, environment }).then((code) => {
  process.exitCode = code;
});
