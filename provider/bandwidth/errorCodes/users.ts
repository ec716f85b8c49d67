import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a user is looked for. */
export const userErrors: ErrorCodes = {
  12000: "There is no such user. Check `username`.",
  12697: "The user belongs to accounts that yours may not manage. Ask an administrator of those.",
};

/** What is said of a new password. */
export const passwordErrors: ErrorCodes = {
  12503: "The new password is empty. Give one.",
  12504: "The new password is too short. The words tell how many characters it must have.",
  12619: "The new password is too long. The words tell how many characters it may have.",
  12725: "The new password may hold only letters, numbers and simple special characters.",
  12726: "The new password holds a common word or a name. Choose another.",
  12727: "The new password needs three of these: capital letters, small letters, numbers, symbols.",
  12728: "The new password holds the user's name or mail address. Choose another.",
  12729: "The new password repeats a string of more than 3 characters. Choose another.",
  12730: "The new password is one of the last five. Choose another.",
};
