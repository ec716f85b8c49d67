/** Why a number may not be ported away: the codes that Bandwidth knows, and their words. Any other code counts as none. */
export const portOutErrors = {
  "7510": "Required Account Code missing",
  "7511": "Invalid Account Code",
  "7512": "Required PIN missing",
  "7513": "PIN Invalid",
  "7514": "Required ZIP Code missing",
  "7515": "Invalid ZIP Code",
  "7516": "Telephone Number not recognized or invalid for this account <TN>",
  "7517": "Too many Telephone numbers in this request",
  "7518": "Telephone Number Not Active <TN>",
  "7519": "Customer info does not match <Explanation>",
  "7598": "Invalid Request - <explanatory text>",
  "7599": "Fatal Error in Processing",
} as const;

/** One of the codes that Bandwidth knows. */
export type PortOutErrorCode = keyof typeof portOutErrors;

/** One reason. */
export interface PortOutError {
  code: PortOutErrorCode;
  /** The number that 7516 and 7518 are about. */
  telephoneNumber?: string;
  /** The words of your own that 7519 and 7598 end with. They are passed on to the other carrier. */
  explanation?: string;
}
