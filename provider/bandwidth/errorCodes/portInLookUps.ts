import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a port-in, or something of it, is looked for. */
export const portInLookUpErrors: ErrorCodes = {
  7100: "The id of the port-in is missing.",
  7200: "There is no such port-in. Check `orderId`.",
  7215: "The port-in's id is not valid. Use it as Bandwidth gave it, a text like a UUID.",
  7325: "The user may not do this in the account. Ask an administrator for the role.",
  7335: "The port-in belongs to another account. Check `orderId` and `accountId`.",
  7700: "There is no such port-in. Check `orderId`.",
  7710: "Drafts and bulk port-ins have no history.",
};

/** What is said of the activation of a port-in's numbers. */
export const portInActivationErrors: ErrorCodes = {
  7338: "The time of the activation is missing. Give `activateAt`.",
  7339: "Some numbers of the activation are not valid. Run a refresh.",
  7340: "The numbers are active already. Nothing to do.",
  7341: "The numbers of the activation are not those of the port-in. Run a refresh.",
  7342: "The numbers cannot be activated yet. The provider tries again on the day; or set a later `activateAt`.",
  7343: "Numbers that go to a wireless carrier cannot wait for an activation. Set `triggered` to false.",
  7344: "Numbers that come from Bandwidth cannot wait for an activation. Set `triggered` to false.",
  7345: "The port-in waits for no activation, since `triggered` is false. Leave `activateAt` out.",
  7346: "Activation on demand is switched off. Ask Bandwidth's support.",
  7347: "`activateAt` was later than allowed, and was set to the last time that is. Put that into the program.",
  7348: "Porting rests for a while and goes on by itself; or, with a 404, the numbers are active. Nothing to do.",
  7349: "The port-in is complete or cancelled. Run a refresh.",
  7351: "The data base of ported numbers refused the activation. Run the command again; if it stays, ask Bandwidth's support.",
  7352: "Only a port-in in the state FOC can be activated. Wait for that state, and run the command again.",
  7380: "`activateAt` is at a time when Bandwidth's support does not work. Choose another, or go without help.",
  7381: "`activateAt` is outside of the hours of porting, which the words tell. Set another time.",
  7382: "`activateAt` is outside of the hours that the words tell. Set another time.",
  7387: "`activateAt` is on a holiday or a weekend. Set a working day.",
  7476: "This port-in takes no time of activation. Leave `activateAt` out.",
  7477: "The time of the activation is not valid. Correct `activateAt`.",
  7478: "A time of activation cannot be taken back. Set a later `activateAt`.",
  7479: "The numbers have to be activated by hand. Do it in the dashboard.",
  7604: "The numbers can only be activated on their day, between the hours that the words tell. Set `activateAt` so.",
  7605: "`activateAt` must be on the day of the port, between the hours that the words tell. Correct it.",
  7606: "Only a port-in in the state FOC can be given a time. Wait for that state, and run the command again.",
  7608: "The time can only be changed of a port-in with `triggered`. Leave `activateAt` out.",
};
