// Receives what Bandwidth sends: `WEBHOOK_PASSWORD=… node service.mjs`.
import { createServer } from "node:http";
import { notificationHandler, portOutValidationHandler } from "pulumi-bandwidth/callbacks";

const { PORT = "8080", WEBHOOK_PASSWORD = "", PORT_OUT_PIN = "" } = process.env;
if (!PORT_OUT_PIN) throw new Error("PORT_OUT_PIN is not set: everybody could take the numbers away");

// What the subscription's callback has. Without them a request is answered with 401, and Bandwidth comes again with them.
const credentials = { username: "bandwidth", password: WEBHOOK_PASSWORD };

// When this ends, Bandwidth is answered 200. When it throws, 500, and the notification may come again, or not; it may
// also come twice. So keep it somewhere first, and let `getOrder` settle what is in doubt.
const notifications = notificationHandler({
  credentials,
  onNotification({ orderType, orderId, status, note, message, completedTelephoneNumbers, attemptedTelephoneNumbers }) {
    const words = [`${orderType} ${orderId}`, status ?? `note "${note}"`];
    if (completedTelephoneNumbers.length > 0) words.push(`got ${completedTelephoneNumbers.join(", ")}`);
    // Of an order that failed, the API calls its numbers completed all the same. The handler does not.
    if (attemptedTelephoneNumbers.length > 0) words.push(`asked for ${attemptedTelephoneNumbers.join(", ")}`);
    if (message?.code !== undefined) words.push(`${message.code}: ${message.text}`);
    console.log(words.join(" | "));
  },
});

// Another carrier wants numbers. It gets them when this service is down, so keep it running.
const portOuts = portOutValidationHandler({
  credentials,
  onPortOut({ telephoneNumbers, pin }) {
    const portable = pin === PORT_OUT_PIN;
    console.log(`port-out of ${telephoneNumbers.join(", ")} | ${portable ? "approved" : "refused"}`);
    return portable ? { portable } : { portable, errors: [{ code: "7513" }], pin: PORT_OUT_PIN };
  },
});

const handlers = new Map([
  ["/notifications", notifications],
  ["/port-outs", portOuts],
]);

createServer((request, response) => {
  const handler = handlers.get(request.url ?? "");
  if (handler) handler.node(request, response);
  else response.writeHead(404).end();
}).listen(Number(PORT), () => console.log(`listening on port ${PORT}`));
