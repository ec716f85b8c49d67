import * as account from "./account/index.js";
import * as buying from "./buying/index.js";
import * as features from "./features/index.js";
import { functions as listed } from "./index.js";
import * as numbers from "./numbers/index.js";
import * as porting from "./porting/index.js";
import * as reports from "./reports/index.js";

const definitions = { ...account, ...buying, ...features, ...numbers, ...porting, ...reports };

/** Every look-up, loaded at once: for what is made of all of them, for commands, and for tests. No front-end imports this. */
export const functions = listed.map(({ name }) => definitions[name as keyof typeof definitions]);
