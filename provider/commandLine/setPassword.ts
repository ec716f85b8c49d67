import manifest from "../../package.json" with { type: "json" };
import { type Api, createApi } from "../bandwidth/api.js";
import { BandwidthError, ConfigurationError } from "../bandwidth/http/errors.js";
import { settingsOf } from "../configuration.js";
import { CommandFailure, exitCode } from "./exitCode.js";
import type { Passwords } from "./passwords.js";

/** Settings from the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Bandwidth's minimum length (12504). */
const fewestCharacters = 6;

/**
 * Changes the password of a user, and authenticates with the present one. Succeeds only when the new password is known
 * to be valid.
 * @throws Failure with the matching exit code.
 */
export async function setPassword(username: string, passwords: Passwords, environment: Environment): Promise<void> {
  checkPasswords(passwords);
  const { present, next } = passwords;
  const before = connect(username, present, environment);
  const after = connect(username, next, environment);
  try {
    await before.users.setPassword(username, next);
  } catch (error) {
    if (!(error instanceof BandwidthError)) throw error;
    const what = `the password of ${username}`;
    if (error.fate !== "unknown")
      throw new CommandFailure(`${what} was not changed. ${error.message}`, exitCode.refused);
    // The answer was lost, or says nothing. Which password is valid now shows the result.
    const [changed, unchanged] = await Promise.all([admits(after, username), admits(before, username)]);
    if (changed) return;
    if (unchanged) throw new CommandFailure(`${what} was not changed. ${error.message}`, exitCode.refused);
    throw new CommandFailure(
      `it's unknown whether ${what} was changed. ${error.message}. Sign in with the new one, then with the old one.`,
      exitCode.unknown,
    );
  } finally {
    before.client.close();
    after.client.close();
  }
}

/** What can be checked locally. Bandwidth says everything else (12619, 12725 to 12730). */
function checkPasswords({ present, next }: Passwords): void {
  const refuse = (reason: string) => {
    throw new CommandFailure(`${reason}. Nothing was changed.`, exitCode.refused);
  };
  if (present === "") refuse("The present password is empty");
  if (next === "") refuse("The new password is empty (12503)");
  if (/\p{Cc}/u.test(next)) refuse("The new password has control characters (12725)");
  if (next.trim() !== next) refuse("The new password begins or ends with a space (12725)");
  if ([...next].length < fewestCharacters) {
    refuse(`The new password must have at least ${fewestCharacters} characters (12504)`);
  }
  if (next === present) refuse("The new password equals the present one (12730)");
}

/** The API for this user, with the provider's address and limits. */
function connect(username: string, password: string, environment: Environment): Api {
  // A user belongs to no particular account, so none must be set.
  const accountId = environment.BW_ACCOUNT_ID?.trim() || "none";
  try {
    const settings = settingsOf({ configuration: { accountId, username, password }, environment });
    return createApi({ ...settings, userAgent: `${manifest.name}/${manifest.version}` });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new CommandFailure(error.message, exitCode.refused);
    throw error;
  }
}

/** Whether the user's credentials are valid. Undefined when the answer doesn't show it. */
async function admits(api: Api, username: string): Promise<boolean | undefined> {
  try {
    return await api.users.isAdmitted(username);
  } catch (error) {
    if (error instanceof BandwidthError) return undefined;
    throw error;
  }
}
