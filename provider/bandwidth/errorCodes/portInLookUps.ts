import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a port-in, or part of it, is looked for. */
export const portInLookUpErrors: ErrorCodes = {
  7100: "The id of the port-in is missing.",
  7200: "There is no such port-in. Check `orderId`.",
  7215: "The port-in's id isn't valid. Use it as Bandwidth gave it. It looks like a UUID.",
  7325: "The user isn't allowed to do this in the account. Ask an administrator for the role.",
  7335: "The port-in belongs to another account. Check `orderId` and `accountId`.",
  7700: "There is no such port-in. Check `orderId`.",
  7710: "Drafts and bulk port-ins have no history.",
};

/** Codes about the activation of a port-in's numbers. */
export const portInActivationErrors: ErrorCodes = {
  7338: "The activation time is missing. Set `activateAt`.",
  7339: "Some numbers of the activation aren't valid. Run `pulumi refresh`.",
  7340: "The numbers are already active. Nothing to do.",
  7341: "The numbers of the activation aren't the port-in's. Run `pulumi refresh`.",
  7342: "The numbers can't be activated yet. The provider tries again on the day. You can also set a later `activateAt`.",
  7343: "Numbers that go to a wireless carrier can't wait for an activation. Set `triggered` to false.",
  7344: "Numbers that come from Bandwidth can't wait for an activation. Set `triggered` to false.",
  7345: "The port-in waits for no activation, because `triggered` is false. Leave `activateAt` out.",
  7346: "On-demand activation is turned off. Ask Bandwidth's support.",
  7347: "`activateAt` was later than allowed. Bandwidth set it to the last allowed time. Put that time into the program.",
  7348: "Porting is paused and continues by itself. With status 404, the numbers are already active. Nothing to do.",
  7349: "The port-in is complete or canceled. Run `pulumi refresh`.",
  7351: "The database of ported numbers refused the activation. Run the command again. If the error stays, ask Bandwidth's support.",
  7352: "Only a port-in in the state FOC can be activated. Wait for that state, then run the command again.",
  7380: "Bandwidth's support doesn't work at the time of `activateAt`. Choose another time, or activate without help.",
  7381: "`activateAt` is outside the porting hours. The message gives the hours. Set another time.",
  7382: "`activateAt` is outside the hours that the message gives. Set another time.",
  7387: "`activateAt` is on a holiday or a weekend. Use a working day.",
  7476: "This port-in accepts no activation time. Leave `activateAt` out.",
  7477: "The activation time isn't valid. Correct `activateAt`.",
  7478: "An activation time can't be withdrawn. Set a later `activateAt`.",
  7479: "The numbers must be activated manually. Do it in the dashboard.",
  7604: "The numbers can only be activated on their day, between the hours that the message gives. Set `activateAt` to such a time.",
  7605: "`activateAt` must be on the day of the port, between the hours that the message gives. Correct it.",
  7606: "Only a port-in in the state FOC can get a time. Wait for that state, then run the command again.",
  7608: "Only a port-in with `triggered` can get another time. Leave `activateAt` out.",
};
