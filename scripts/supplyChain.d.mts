export interface InstalledPackage {
  name: string;
  version: string;
  license: string;
  installScript: boolean;
}
export function productionPackages(lock?: unknown): InstalledPackage[];
export function isAllowed(license: string): boolean;
export function packedFiles(): string[];
/** What `npm audit --json` came to. */
export interface AuditRun {
  status: number | null;
  stdout: string;
  stderr: string;
}
export const AUDIT: readonly string[];
export function audit(run?: AuditRun): { found?: string[]; seen?: string[]; unanswered?: string };
export function problems(
  manifest: { scripts?: Record<string, string> },
  packages: readonly InstalledPackage[],
  files: readonly string[],
): string[];
