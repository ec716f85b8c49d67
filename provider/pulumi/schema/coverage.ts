import type { PackageDefinition, Utility } from "../definition/package.js";

/** What serves an operation, and where its page is, relative to the reference's folder. */
export interface Server {
  name: string;
  page?: string;
}

/** Where the page of a utility is. Not every utility has one. */
export const utilityPage = ({ manual }: Utility): string | undefined => manual && `utilities/${manual.page}.md`;

/**
 * What serves each of the API's operations, in the order of its reference. What serves a successor also serves the operation
 * that it replaced.
 */
export function coverageOf<Api>(pack: PackageDefinition<Api>): Map<string, Server[]> {
  const servers = new Map<string, Server[]>(pack.operations.map((operation) => [operation, []]));
  const serve = (page: string | undefined, one: { name: string; operations: readonly string[] }) => {
    const server = { name: one.name, page };
    for (const operation of one.operations) {
      const known = servers.get(operation);
      if (known === undefined)
        throw new Error(`${one.name} uses ${operation}, which the API's reference does not list`);
      if (!known.some(({ name }) => name === one.name)) known.push(server);
    }
  };
  for (const resource of pack.resources) serve(`resources/${resource.name}.md`, resource);
  for (const lookup of pack.functions) serve(`functions/${lookup.name}.md`, lookup);
  for (const utility of pack.utilities) serve(utilityPage(utility), utility);
  for (const [former, successor] of Object.entries(pack.replaced ?? {})) {
    const [own, others] = [servers.get(former), servers.get(successor)];
    if (own === undefined || others === undefined) {
      throw new Error(`${former} is replaced by ${successor}, and one of them the API's reference does not list`);
    }
    if (own.length > 0) throw new Error(`${own[0]?.name} uses ${former}, which is replaced by ${successor}`);
    servers.set(former, others);
  }
  return servers;
}
