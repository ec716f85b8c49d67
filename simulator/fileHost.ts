import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A file that waits for download. */
export interface WaitingFile {
  bytes: Buffer;
  contentType: string;
  fileName: string;
}

/** One request to the file host. */
export interface FileRequest {
  path: string;
  /** Must be missing: these credentials belong to another host. */
  authorization?: string;
  status: number;
}

/**
 * Where the API redirects a report's download: another host, with addresses that are themselves keys. Like such stores,
 * it refuses a request that also has credentials.
 */
export class FileHost {
  readonly requests: FileRequest[] = [];
  private readonly files = new Map<string, WaitingFile>();
  private readonly server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const { authorization } = request.headers;
    const file = this.files.get(pathname);
    const status = authorization !== undefined ? 400 : file === undefined ? 403 : 200;
    this.requests.push({ path: pathname, authorization, status });
    if (status !== 200 || file === undefined) {
      const code = status === 400 ? "InvalidArgument" : "AccessDenied";
      response.writeHead(status, { "Content-Type": "application/xml" }).end(`<Error><Code>${code}</Code></Error>`);
      return;
    }
    const { bytes, contentType, fileName } = file;
    const headers = { "Content-Type": contentType, "Content-Disposition": `attachment; filename="${fileName}"` };
    response.writeHead(200, { ...headers, "Content-Length": bytes.length }).end(bytes);
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Stores a file, and returns its download address. */
  offer(file: WaitingFile): string {
    const path = `/files/${randomUUID()}`;
    this.files.set(path, file);
    return `${this.url}${path}`;
  }

  clear(): void {
    this.requests.length = 0;
    this.files.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
