import { runPlugin } from "./pulumi/runPlugin.js";

void runPlugin(async () => (await import("./package.js")).bandwidth);
