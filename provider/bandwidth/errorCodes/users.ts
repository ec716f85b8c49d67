import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a user is looked for. */
export const userErrors: ErrorCodes = {
  12000: "There is no such user. Check `username`.",
  12697: "The user belongs to accounts that your user can't manage. Ask an administrator of those accounts.",
};

/** Codes about a new password. */
export const passwordErrors: ErrorCodes = {
  12503: "The new password is empty. Set one.",
  12504: "The new password is too short. The message gives the minimum length.",
  12619: "The new password is too long. The message gives the maximum length.",
  12725: "The new password may only have letters, numbers and simple special characters.",
  12726: "The new password contains a common word or a name. Choose another.",
  12727: "The new password needs three of these: uppercase letters, lowercase letters, numbers, symbols.",
  12728: "The new password contains the user's name or email address. Choose another.",
  12729: "The new password repeats a string of more than 3 characters. Choose another.",
  12730: "The new password is one of the last five. Choose another.",
};
