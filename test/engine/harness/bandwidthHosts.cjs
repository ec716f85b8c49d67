// Sends what a process asks of Bandwidth's own hosts to a simulator, so that a stack can have the addresses that users have. Is loaded
// by NODE_OPTIONS; BANDWIDTH_AT is the simulator's address, BANDWIDTH_ASKED a file that gets each host that was asked.
const { appendFileSync } = require("node:fs");
const http = require("node:http");
const https = require("node:https");

const request = https.request;
https.request = (url, options = {}, ...more) => {
  const asked = typeof url === "string" || url instanceof URL ? new URL(url) : undefined;
  if (!asked?.hostname.endsWith(".bandwidth.com")) return request(url, options, ...more);
  appendFileSync(process.env.BANDWIDTH_ASKED, `${asked.hostname}\n`);
  const { hostname, port } = new URL(process.env.BANDWIDTH_AT);
  const path = asked.pathname + asked.search;
  return http.request({ ...options, agent: undefined, host: hostname, port, path }, ...more);
};
