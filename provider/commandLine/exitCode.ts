/** How the command ends, for scripts. */
export const exitCode = {
  done: 0,
  /** Nothing was changed: Bandwidth refused, or a setting or a password can't be right. */
  refused: 1,
  /** Nothing was tried: the command was not understood. */
  usage: 2,
  /** It's unknown whether something was changed. */
  unknown: 3,
  /** Ctrl-C: 128 plus the number of SIGINT. */
  interrupted: 130,
} as const;

/** An end of the command with a message. */
export class CommandFailure extends Error {
  override readonly name = "Failure";

  constructor(
    message: string,
    readonly code: (typeof exitCode)[keyof typeof exitCode],
  ) {
    super(message);
  }
}
