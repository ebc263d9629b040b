/** How the provider block wants actions to be polled. */
export interface Polling {
  /** Undefined where the block does not say. */
  readonly intervalMs: number | undefined;
  readonly grows: boolean;
}

/** Hetzner's client starts with this. */
const STANDARD_INTERVAL_MS = 500;

/** The longest delay between two polls, of either SDK; with an interval of its own the newer one has the other's. */
const LONGEST_MS = { sdk: 60_000, framework: 10_000 } as const;

/** How long to wait before the poll that follows `polls` others: 0.5 s, 1 s, 2 s, … where nothing else is said. */
export function pollDelayMs({ intervalMs, grows }: Polling, half: "sdk" | "framework", polls: number): number {
  const first = intervalMs ?? STANDARD_INTERVAL_MS;
  if (!grows) return first;
  const longest = intervalMs === undefined ? LONGEST_MS[half] : LONGEST_MS.sdk;
  return Math.min(first * 2 ** Math.min(polls, 30), longest);
}
