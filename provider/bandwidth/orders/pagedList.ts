import type { ApiResponse, Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { unexpected } from "../http/expected.js";
import { firstPage, hasLinks, nextPage, usualSize } from "../http/paging.js";
import { text, type XmlNode } from "../xml/xml.js";
import { entriesIn, type ListForm, refuseShortOf, statedCount } from "./listEntries.js";

/** How to read a list in pages. */
export interface PagedForm extends ListForm {
  /** How many entries to request per page. */
  size?: number;
  /** How many entries the API puts on a page of this list by default. */
  ownSize?: number;
  /** Accepts a list that shows fewer entries than it counts. */
  mayBeShort?: boolean;
}

/** A list with more pages than this goes in circles or never ends. */
const mostPages = 10_000;

/** A server's own maximum page sizes, whatever was requested. The API's pages name these sizes as limits. */
const limits = new Set([500, 1_000, 2_500, 5_000]);

/** A page and its entries. */
interface Page {
  answer: ApiResponse;
  entries: XmlNode[];
  /** Entries that no earlier page had. */
  fresh: XmlNode[];
}

/** What a page says about the one after it. */
interface Ahead {
  /** Where its link leads. */
  link: string | undefined;
  /** Whether there may be another page although no link leads to it. */
  goesOn: boolean;
  /** The API's name for the page that its last entry begins. */
  name: string;
}

/**
 * The entries of a list, page by page, each once. Of a link to the next page, only the `page` parameter is used.
 *
 * Some lists have no links. There, a full page or a larger count leads to a look at page 2. A server may number its
 * pages, or name each page by its first entry, and no page says which. So if page 2 brings nothing new, the last entry
 * is tried as a page name. The list ends when both bring nothing new.
 * @throws BandwidthError when the list doesn't end, isn't a list, or shows fewer entries than it counts, unless the list
 * without filters shows that the count leaves the filters out.
 */
export async function* pagedList(
  client: Client,
  request: Request,
  form: PagedForm,
  most = mostPages,
): AsyncGenerator<XmlNode[], void, void> {
  const { size = usualSize } = form;
  const asked = new Set<string>();
  const known = new Set<string>();
  let read = 0;
  let linked = false;
  let last: { status: number; count: number | undefined } | undefined;

  async function look(page: string): Promise<Page | undefined> {
    asked.add(page);
    const answer = await client.page({ ...request, query: { ...request.query, page, size } });
    if (answer === undefined) return undefined;
    if (asked.size > most) throw unexpected(request, answer, `the list doesn't end after ${most} pages`);
    const entries = entriesIn(request, answer, form, !form.mayBeShort);
    const fresh = entries.filter((entry) => !known.has(keyOf(entry)));
    for (const entry of entries) known.add(keyOf(entry));
    linked ||= hasLinks(answer.body);
    return { answer, entries, fresh };
  }

  /** Whether there may be another page although no link leads to it. */
  function mayGoOn({ answer, entries }: Page): boolean {
    if (entries.length === 0) return false;
    const count = statedCount(answer.body, form);
    if (count !== undefined && count > read) return true;
    // A count of this page's entries says nothing about the next page.
    const all = statedCount(answer.body, form, ["TotalCount"]);
    if (linked || (all !== undefined && all <= entries.length)) return false;
    return entries.length >= size || entries.length === form.ownSize || limits.has(entries.length);
  }

  /** What a page brings. The page itself takes much memory, and is not kept while the next one is waited for. */
  function take(page: Page): { fresh: XmlNode[]; ahead: Ahead } {
    const { answer, entries, fresh } = page;
    last = { status: answer.status, count: statedCount(answer.body, form) };
    read += fresh.length;
    const ahead = { link: nextPage(answer.body), goesOn: mayGoOn(page), name: nameOf(entries.at(-1) ?? "") };
    return { fresh, ahead };
  }

  let byNumber = true;
  /** The page after a full one without a link. Undefined when it brings nothing new. */
  async function after({ name }: Ahead, index: number, first: boolean): Promise<Page | undefined> {
    const numbered: Page | BandwidthError | undefined = byNumber ? await unlessRefused(look(String(index))) : undefined;
    let next = numbered instanceof BandwidthError ? undefined : numbered;
    if (!next?.fresh.length && (first || !byNumber || numbered instanceof BandwidthError)) {
      byNumber = false;
      const named: Page | BandwidthError | undefined = asked.has(name) ? undefined : await unlessRefused(look(name));
      // A server that knows neither way has not said that the list ends here.
      if (named instanceof BandwidthError && numbered instanceof BandwidthError) throw numbered;
      next = named instanceof BandwidthError ? undefined : named;
    }
    return next?.fresh.length ? next : undefined;
  }

  let ahead: Ahead | undefined;
  for (let page = await look(firstPage); page !== undefined; ) {
    const taken: ReturnType<typeof take> = take(page);
    page = undefined;
    yield taken.fresh;
    ahead = taken.ahead;
    if (ahead.link === undefined) break;
    const { link } = ahead;
    ahead = undefined;
    if (!asked.has(link)) page = await look(link);
  }

  for (let index = asked.size + 1, first = true; ahead?.goesOn; index += 1, first = false) {
    const next: Page | undefined = await after(ahead, index, first);
    if (!next) break;
    const taken = take(next);
    ahead = taken.ahead;
    yield taken.fresh;
  }
  if (last === undefined || form.mayBeShort) return;
  try {
    refuseShortOf(request, last, form, read);
  } catch (error) {
    if (!(await countsWhatFiltersLeaveOut(client, request, form, last.count))) throw error;
  }
}

/**
 * A list may also count what its filters leave out. That is believed only when the list without filters shows every entry of
 * that count: then none is hidden, and the filters made the difference.
 */
async function countsWhatFiltersLeaveOut(
  client: Client,
  { query, ...request }: Request,
  form: PagedForm,
  count: number | undefined,
): Promise<boolean> {
  if (Object.values(query ?? {}).every((value) => value === undefined)) return false;
  let shown = 0;
  try {
    for await (const entries of pagedList(client, request, form)) shown += entries.length;
  } catch (error) {
    if (error instanceof BandwidthError) return false;
    throw error;
  }
  return shown === count;
}

/** All entries of a list in pages. */
export async function wholeList(client: Client, request: Request, form: PagedForm): Promise<XmlNode[]> {
  const found: XmlNode[] = [];
  for await (const entries of pagedList(client, request, form)) for (const entry of entries) found.push(entry);
  return found;
}

const idNames = ["FullNumber", "orderId", "OrderId", "Id", "UserName", "Domain", "Realm"];

/** What distinguishes an entry from all others. A number can be in two orders, and an order can have two numbers. */
function keyOf(entry: XmlNode): string {
  let key = "";
  for (let index = 0; index < idNames.length; index += 1) {
    const id = text(entry, idNames[index] ?? "");
    if (id !== undefined) key += `${key === "" ? "" : "\n"}${index} ${id}`;
  }
  return key || (text(entry) ?? JSON.stringify(entry));
}

/** The API's name for a page with this first or last entry. */
function nameOf(entry: XmlNode): string {
  const own = text(entry);
  if (own !== undefined) return own;
  const user = text(entry, "UserName");
  const domain = text(entry, "Domain");
  if (user !== undefined) return domain === undefined ? user : `${user}@${domain}`;
  const id = ["FullNumber", "orderId", "OrderId", "Id"].map((name) => text(entry, name)).find((found) => found);
  return id ?? JSON.stringify(entry);
}

/**
 * Returns the error when the API refuses a page: there is no such page. Throws errors that may go away or ask for other
 * credentials.
 */
async function unlessRefused<Found>(looking: Promise<Found>): Promise<Found | BandwidthError> {
  try {
    return await looking;
  } catch (error) {
    const refused = error instanceof BandwidthError && (error.status === 400 || error.status === 404) && !error.html;
    if (refused) return error;
    throw error;
  }
}
