import type { OrderScript } from "../../simulator/index.js";

/** Orders that do not go as they should. */
export const scripts: readonly OrderScript[] = [
  { kind: "orders", outcome: "partial", count: 1 },
  { kind: "orders", outcome: "failed" },
  { kind: "orders", outcome: "stuck" },
  { kind: "orders", outcome: "slow", latencyMs: 90_000 },
  { kind: "disconnects", outcome: "partial", count: 1 },
  { kind: "disconnects", outcome: "failed" },
  { kind: "disconnects", outcome: "slow", latencyMs: 90_000 },
  ...(["tnoptions", "e911s", "lidbs", "dldas", "moveTns", "externalTns"] as const).flatMap((kind): OrderScript[] => [
    { kind, outcome: "failed" },
    { kind, outcome: "slow", latencyMs: 90_000 },
  ]),
];
