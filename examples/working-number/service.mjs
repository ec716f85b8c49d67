// Answers calls, and receives texts and news of orders: `WEBHOOK_PASSWORD=… node service.mjs`.
import { createServer } from "node:http";
import { notificationHandler } from "pulumi-bandwidth/callbacks";

const { PORT = "8080", WEBHOOK_PASSWORD = "" } = process.env;

// What the program declares as `callbackCreds`, `inboundCallbackCreds`, `outboundCallbackCreds` and at the subscription.
const credentials = { username: "bandwidth", password: WEBHOOK_PASSWORD };

const orders = notificationHandler({
  credentials,
  onNotification({ orderType, orderId, status, note }) {
    console.log(`${orderType} ${orderId} | ${status ?? note}`);
  },
});

// A call comes in, and Bandwidth asks what to do. The answer is BXML.
const greeting = `<?xml version="1.0" encoding="UTF-8"?>
<Response><SpeakSentence>Hello. This number works.</SpeakSentence></Response>`;

/** What each address answers to a request that has the password. */
const answers = {
  "/calls": (event) => {
    console.log(`call | ${event.from} to ${event.to}`);
    return { type: "application/xml", text: greeting };
  },
  "/calls/ended": (event) => console.log(`call ended | ${event.cause}`),
  // Texts that come in, and what became of those that you sent. Bandwidth sends a list.
  "/messages": (events) => {
    for (const { type, message } of events) console.log(`${type} | ${message?.from} to ${message?.to?.join(", ")}`);
  },
};

async function bodyOf(request) {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}

const expected = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;

createServer(async (request, response) => {
  if (request.url === "/orders") return orders.node(request, response);
  const answer = Object.hasOwn(answers, request.url ?? "") ? answers[request.url] : undefined;
  if (!answer) return response.writeHead(404).end();
  if (request.headers.authorization !== expected) {
    return response.writeHead(401, { "WWW-Authenticate": 'Basic realm="working number"' }).end();
  }
  try {
    const { type, text } = answer(await bodyOf(request)) ?? {};
    response.writeHead(200, type ? { "Content-Type": type } : {}).end(text);
  } catch (error) {
    // Bandwidth sends a text again when it is not answered 2xx.
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(Number(PORT), () => console.log(`listening on port ${PORT}`));
