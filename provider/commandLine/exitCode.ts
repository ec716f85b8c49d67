/** How the command ends, for scripts. */
export const exitCode = {
  done: 0,
  /** Nothing was changed: Bandwidth refused, or a setting or a password can't be right. */
  refused: 1,
  /** Nothing was tried: the command was not understood. */
  usage: 2,
  /** It's unknown whether something was changed. */
  unknown: 3,
  /** A report found what it was asked to fail on. */
  differs: 4,
  /** A report found nothing of that, but could not read everything. */
  unread: 5,
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
