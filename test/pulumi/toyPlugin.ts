import { runPlugin } from "../../provider/pulumi/plugin/runPlugin.js";
import { toyPackage } from "./toy.js";

const pack = toyPackage();
void runPlugin({ ...pack, load: async () => pack });
