// Writes each HTTP request of a Node process to a file: when, method, host and path, status, milliseconds. No header and no body is written,
// so no credential is. See docs/maintainers/debugging.md#http-log.
//
//   NODE_OPTIONS="--require /path/to/scripts/httpLog.cjs" HTTP_LOG=/tmp/http.log pulumi up
const { appendFileSync } = require("node:fs");
const { subscribe } = require("node:diagnostics_channel");
const { errorMonitor } = require("node:events");

const file = process.env.HTTP_LOG;
/** When each request left. */
const started = new WeakMap();

function write(request, outcome) {
  const address = `${request.protocol}//${request.getHeader("host")}${request.path}`;
  const line = `${new Date().toISOString()} ${process.pid} ${request.method} ${address} ${outcome} ${Date.now() - started.get(request)} ms`;
  appendFileSync(file, `${line}\n`, { mode: 0o600 });
}

if (file) {
  subscribe("http.client.request.start", ({ request }) => {
    started.set(request, Date.now());
    // A normal listener would keep an unhandled error from ending the process.
    request.once(errorMonitor, (error) => write(request, error.code ?? error.message));
  });
  subscribe("http.client.response.finish", ({ request, response }) => write(request, response.statusCode));
}
