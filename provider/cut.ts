let segmenter: Intl.Segmenter | undefined;

/** To make one takes as long as half of all else at the start of the plugin, and few runs cut anything. */
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter;
}

/** How far behind a cut the character at the cut may end. A family of emoji has eleven code units. */
const beyond = 64;

/**
 * The beginning of a text, at most this many UTF-16 code units. It cuts between characters as people see them: never inside an
 * emoji or between a letter and its accent, because half a character can't be sent.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end =
    graphemes()
      .segment(text.slice(0, most + beyond))
      .containing(most)?.index ?? most;
  return text.slice(0, end);
}

/** The same, with a sign that there was more. */
export const cutShort = (text: string, most: number): string => (text.length > most ? `${cut(text, most)}…` : text);
