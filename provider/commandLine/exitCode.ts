/** How the command ends, for scripts. */
export const exitCode = {
  done: 0,
  /** Nothing was changed: Bandwidth refused, or a setting or a password cannot be right. */
  refused: 1,
  /** Nothing was tried: the command was not understood. */
  usage: 2,
  /** It is not known whether something was changed. */
  unknown: 3,
  /** Ctrl-C: 128 and the number of SIGINT. */
  interrupted: 130,
} as const;

/** An end of the command with something to say. */
export class CommandFailure extends Error {
  override readonly name = "Failure";

  constructor(
    message: string,
    readonly code: (typeof exitCode)[keyof typeof exitCode],
  ) {
    super(message);
  }
}
