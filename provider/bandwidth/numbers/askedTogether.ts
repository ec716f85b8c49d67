import { BandwidthError } from "../http/errors.js";
import { chunks } from "../orders/refusals.js";

/** The list is larger than the server allows. */
const tooMany = "15607";
/** After a refusal that may be about a few of the numbers, so many more requests look for them. */
const mostMore = 32;

/** How to ask about many numbers with one request. */
interface Question<Answer> {
  /** The largest list. */
  size: number;
  ask: (numbers: readonly string[]) => Promise<Answer>;
  /** Codes that complain about numbers. Whether one such number makes the API refuse the whole list isn't known. */
  about: readonly string[];
}

interface Together<Answer> {
  answers: Answer[];
  /** Numbers that the API named in a refusal, or refused by themselves, with its code. */
  refused: Map<string, { code: string; isNamed: boolean }>;
  /** Numbers of which nothing was found out. A refusal that names all of them counts as nothing, though they are in `refused` too. */
  untold: string[];
  /** Why. */
  error?: BandwidthError;
}

/**
 * Asks about many numbers. A list that is refused because of some numbers is asked for again without them, so that one unknown
 * number costs nobody else's answer. A refusal that names no number, or all of them, may be about a single one: then the list is
 * asked for in halves.
 */
export async function askTogether<Answer>(
  numbers: readonly string[],
  { size, ask, about }: Question<Answer>,
): Promise<Together<Answer>> {
  const found: Together<Answer> = { answers: [], refused: new Map(), untold: [] };

  async function askPart(part: readonly string[], left: { requests: number }): Promise<void> {
    try {
      found.answers.push(await ask(part));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.has(tooMany) && part.length > 1) {
        const halves = chunks(part, Math.ceil(part.length / 2));
        await Promise.all(halves.map((half) => askPart(half, left)));
      } else if (error.has(...about)) await withoutRefused(part, error, left);
      else throw error;
    }
  }

  async function withoutRefused(part: readonly string[], error: BandwidthError, left: { requests: number }) {
    const named = namedIn(error, part, about);
    const code = error.codes.find((one) => about.includes(one)) ?? "";
    const rest = part.filter((number) => !named.has(number));
    const note = () => {
      for (const [number, ofIt] of named) found.refused.set(number, { code: ofIt, isNamed: true });
    };
    if (part.length === 1) {
      note();
      for (const number of rest) found.refused.set(number, { code, isNamed: false });
      return;
    }
    const isClear = named.size > 0 && rest.length > 0;
    const next = isClear ? [rest] : chunks(part, Math.ceil(part.length / 2));
    if (isClear || left.requests < next.length) note();
    if (left.requests < next.length) {
      found.untold.push(...(isClear ? rest : part));
      found.error ??= error;
      return;
    }
    left.requests -= next.length;
    for (const one of next) await askPart(one, left);
  }

  await Promise.all(chunks([...new Set(numbers)], size).map((part) => askPart(part, { requests: mostMore })));
  return found;
}

const isRefusal = (error: unknown): error is BandwidthError =>
  error instanceof BandwidthError && error.status !== undefined && error.status >= 400 && error.status < 500;

function namedIn(error: BandwidthError, asked: readonly string[], about: readonly string[]): Map<string, string> {
  const wanted = new Set(asked);
  return new Map(
    error.details.flatMap(({ code, telephoneNumbers }) =>
      code !== undefined && about.includes(code)
        ? telephoneNumbers.filter((number) => wanted.has(number)).map((number) => [number, code] as const)
        : [],
    ),
  );
}
