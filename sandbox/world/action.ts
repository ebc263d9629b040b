/** An action: something that takes time, as a client may follow it. Actions are kept when their resource is gone. */

export interface ActionResource {
  id: number;
  /** Hetzner's word: "server", "network", "load_balancer", … */
  type: string;
}

/** An action; times are simulated milliseconds since 1970. */
export interface Action {
  id: number;
  command: string;
  status: "running" | "success" | "error";
  startedMs: number;
  finishedMs: number | null;
  /** Simulated duration; progress is drawn from it. */
  durationMs: number;
  error: { code: string; message: string } | null;
  resources: ActionResource[];
}
