/** `npm run simulator -- [--port N] [--persist FILE] [--order-latency MS]`: an account for experiments. */
import { parseArgs } from "node:util";
import { type Simulator, startSimulator } from "./index.js";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    persist: { type: "string" },
    "order-latency": { type: "string", default: "0" },
  },
});

const simulator = await startSimulator({
  port: wholeNumber("port", values.port),
  persistTo: values.persist,
  orderLatencyMs: wholeNumber("order-latency", values["order-latency"]),
});
console.log(configuration(simulator));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    simulator.close().then(() => process.exit(0));
  });
}

function wholeNumber(flag: string, text: string): number {
  if (!/^\d+$/.test(text)) {
    console.error(`--${flag} takes a whole number, not '${text}'`);
    process.exit(2);
  }
  return Number(text);
}

function configuration({
  url,
  baseUrl,
  universalBaseUrl,
  tokenUrl,
  accountId,
  credentials,
  environment,
}: Simulator): string {
  const exports = Object.entries(environment()).map(([name, value]) => `  export ${name}='${value}'`);
  return [
    `A simulated Bandwidth account is at ${url} (its credentials are made up and open nothing else).`,
    "",
    "For a Pulumi stack:",
    `  pulumi config set bandwidth:accountId ${accountId}`,
    `  pulumi config set bandwidth:clientId ${credentials.clientId}`,
    `  pulumi config set --secret bandwidth:clientSecret ${credentials.clientSecret}`,
    `  pulumi config set bandwidth:baseUrl ${baseUrl}`,
    `  pulumi config set --plaintext bandwidth:tokenUrl ${tokenUrl}`,
    "",
    "Or for a shell:",
    ...exports,
    "",
    `The Universal Platform's dialect is at ${universalBaseUrl}.`,
    `Its content: curl ${url}/admin/state (also /admin/ledger and /admin/requests). Ctrl-C stops it.`,
  ].join("\n");
}
