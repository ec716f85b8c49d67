import { runPlugin } from "../../provider/pulumi/runPlugin.js";
import { toyPackage } from "./toy.js";

void runPlugin(async () => toyPackage());
