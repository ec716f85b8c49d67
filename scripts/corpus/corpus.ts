// `npm run corpus -- FOLDER`: runs every reader of the provider on published bodies. FOLDER holds them and an
// `index.tsv` with the columns in `bodies.ts`. Exits with non-zero when a reader throws, returns nothing, or drops an
// element that `onPurpose.ts` doesn't name.
import { bodiesOf } from "./bodies.js";
import { Feeder } from "./feed.js";
import { figuresOf, isClean, reportOf } from "./figures.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("the folder is missing: npm run corpus -- FOLDER");
const bodies = bodiesOf(folder);
const feeder = new Feeder(bodies);
const fed = [];
for (const body of bodies) fed.push(await feeder.feed(body));
const figures = figuresOf(fed);
console.log(reportOf(figures).join("\n"));
process.exitCode = isClean(figures) ? 0 : 1;
