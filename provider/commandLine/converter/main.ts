import { serveConverter } from "./serve.js";

void serveConverter(process.env).then((port) => {
  process.stdout.write(`${port}\n`);
});
