import { runPlugin } from "../../provider/pulumi/plugin/runPlugin.js";
import { toyPackage } from "./toy.js";

void runPlugin(async () => toyPackage());
