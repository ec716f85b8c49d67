// `pulumi-bandwidth/callbacks`: for services that receive what Bandwidth sends. It doesn't use Pulumi.
export type { Accepted, CallbackCredentials } from "./basicCheck.js";
export type { CallbackHandler } from "./handler.js";
export { InvalidCallback } from "./invalidCallback.js";
export {
  type EventNotification,
  type Notification,
  type NotificationContent,
  type NotificationMessage,
  parseEventNotification,
  parseNotification,
} from "./notification.js";
export { type NotificationHandlerOptions, notificationHandler } from "./notificationHandler.js";
export { type PortOutError, type PortOutErrorCode, portOutErrors, portOutOutcomes } from "./portOutCodes.js";
export {
  type PortOutApproval,
  type PortOutDecision,
  type PortOutRefusal,
  type PortOutRefusalWithValues,
  type PortOutValidation,
  type PortOutValues,
  parsePortOutValidation,
  portOutValidationResponse,
} from "./portOutValidation.js";
export { type PortOutValidationHandlerOptions, portOutValidationHandler } from "./portOutValidationHandler.js";
