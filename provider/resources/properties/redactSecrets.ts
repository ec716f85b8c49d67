import type { AnyResource, Call } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import { propertiesOf } from "../../pulumi/values/property.js";
import { markSecrets } from "../../pulumi/values/secrets.js";
import { isObject, Secret, type Values } from "../../pulumi/values/values.js";

/** A shorter secret is too common to look for: half of all texts contain it. */
const SHORTEST = 4;

type Known<Api> = Call<Api> & { inputs?: Values; state?: Values };

/**
 * Runs one life-cycle function so that no message contains a secret of the resource. A losing carrier may write the PIN that it
 * refused into its reason, even long after the request.
 */
export async function redactSecrets<Api, Given extends Known<Api>, Result>(
  { inputs, outputs }: Pick<AnyResource<Api>, "inputs" | "outputs">,
  call: Given,
  act: (call: Given) => Promise<Result>,
): Promise<Result> {
  const properties = { ...propertiesOf(outputs), ...propertiesOf(inputs) };
  const secrets = [call.inputs, call.state].flatMap((values) => textsOf(markSecrets(properties, values ?? {})));
  const words = [...new Set(secrets)].filter(({ length }) => length >= SHORTEST);
  if (words.length === 0) return act(call);
  const clean = (text: string) => words.reduce(withoutWord, text);
  const say = (as: "info" | "warn" | "status") => (text: string) => call[as](clean(text));
  try {
    return await act({ ...call, info: say("info"), warn: say("warn"), status: say("status") });
  } catch (error) {
    if (!(error instanceof Error) || clean(error.message) === error.message) throw error;
    // Without its cause, which has the same words.
    throw error instanceof PartialFailure
      ? new PartialFailure(clean(error.message), error.done)
      : new Error(clean(error.message));
  }
}

/** A secret on its own, not as a part of an id. */
function withoutWord(text: string, word: string): string {
  const parts = text.split(word);
  return parts.slice(1).reduce((before, after) => {
    const inside = /[a-z0-9]$/i.test(before) || /^[a-z0-9]/i.test(after) || isPartOfId(before, word, after);
    return before + (inside ? word : "[secret]") + after;
  }, parts[0] ?? "");
}

/** Whether the word is one of the groups of an id. There, any digits may look like those of a PIN. */
function isPartOfId(before: string, word: string, after: string): boolean {
  const run = `${/[\w-]*$/.exec(before)?.[0]}${word}${/^[\w-]*/.exec(after)?.[0]}`;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run);
}

/** The secret texts. */
function textsOf(value: unknown, secret = false): string[] {
  if (value instanceof Secret) return textsOf(value.value, true);
  if (typeof value === "string") return secret ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, secret));
  return isObject(value) ? Object.values(value).flatMap((part) => textsOf(part, secret)) : [];
}
