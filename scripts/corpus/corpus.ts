// `npm run corpus -- FOLDER`: every reader of the provider on published bodies. FOLDER holds them and an `index.tsv`,
// whose columns `bodies.ts` names. Ends with non-zero when a reader throws or comes out empty, and when it drops an element
// that `onPurpose.ts` does not name.
import { bodiesOf } from "./bodies.js";
import { Feeder } from "./feed.js";
import { figuresOf, isClean, reportOf } from "./figures.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder: npm run corpus -- FOLDER");
const bodies = bodiesOf(folder);
const feeder = new Feeder(bodies);
const fed = [];
for (const body of bodies) fed.push(await feeder.feed(body));
const figures = figuresOf(fed);
console.log(reportOf(figures).join("\n"));
process.exitCode = isClean(figures) ? 0 : 1;
