// `npm run registry`: what the Pulumi Registry would find fault with in this commit. `npm run registry -- v1.2.3`: in the
// commit of that tag. It asks no server.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import manifest from "../package.json" with { type: "json" };
import { repositoryOf } from "../provider/publication.js";
import { SCHEMA } from "./madeParts.js";
import { registryFindings } from "./release/registryRules.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const [tag] = process.argv.slice(2);
const commit = tag ?? "HEAD";

function read(path: string): string | undefined {
  try {
    const quiet = ["ignore", "pipe", "ignore"] as const;
    return execFileSync("git", ["show", `${commit}:${path}`], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      stdio: [...quiet],
    });
  } catch {
    return undefined;
  }
}

const { owner, name } = repositoryOf(JSON.parse(read("package.json") ?? JSON.stringify(manifest)));
const slug = `${owner}/${name}`;
const findings = registryFindings({ slug, tag: tag ?? `v${manifest.version}`, schemaFile: SCHEMA, read });
for (const { level, text } of findings) console.log(`${level}: ${text}`);
if (findings.length === 0) console.log(`The Pulumi Registry finds no fault with ${slug} at ${commit}.`);
if (findings.some(({ level }) => level === "red")) process.exitCode = 1;
