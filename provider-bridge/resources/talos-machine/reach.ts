/** Finds a machine at its address: with our configuration, or in maintenance mode. */
import { type MaintenanceMachine, maintenanceMachine, TalosError, talosVersion } from "../../clients/talos";
import { until, type WaitContext } from "../../fleet";
import { DiagnosticError } from "../../framework/diagnostics/diagnostic";
import { doubt } from "./address-proof";
import type { Machine } from "./machine";

/** How it was found. */
export type Reached =
  /** It has a configuration of our cluster: proven by our CA. */
  | { readonly kind: "configured" }
  /** It has none. Release its node at the end. */
  | { readonly kind: "maintenance"; readonly maintenance: MaintenanceMachine };

/**
 * Waits until the machine answers, one way or the other.
 * @throws DiagnosticError for a peer that is neither, and for an address that Hetzner does not name for the server; the signal's reason at the deadline
 */
export function reach(machine: Machine, context: WaitContext): Promise<Reached> {
  const { name, endpoint } = machine;
  const silent = doubt(machine);
  return until(machine.clients.clock, context, async () => {
    try {
      return { done: await lookOnce(machine, context) };
    } catch (error) {
      if (!(error instanceof TalosError) || !error.mayPass) throw error;
      await silent(context);
      return { seen: `waiting for the Talos API of "${name}" at "${endpoint}": ${error.message}` };
    }
  });
}

/** One look. @throws TalosError that may pass, DiagnosticError for a peer that is neither */
export async function lookOnce(machine: Machine, context: WaitContext): Promise<Reached> {
  const { node } = machine;
  try {
    await talosVersion(node, context);
    return { kind: "configured" };
  } catch (error) {
    if (!(error instanceof TalosError) || error.code !== "not_trusted") throw refused(machine, error, undefined);
    return { kind: "maintenance", maintenance: await inMaintenance(machine, error, context) };
  }
}

async function inMaintenance(machine: Machine, notOurs: TalosError, context: WaitContext): Promise<MaintenanceMachine> {
  const { clients, endpoint } = machine;
  try {
    return await maintenanceMachine(clients.talos(), endpoint, undefined, context);
  } catch (error) {
    throw refused(machine, error, notOurs);
  }
}

/** What will not pass is told once and for all: who answers there is not whom we look for. */
function refused(machine: Machine, error: unknown, notOurs: TalosError | undefined): unknown {
  if (!(error instanceof TalosError)) return error;
  if (error.code !== "not_trusted" && error.code !== "client_refused") return error;
  const reasons = [notOurs?.message, error.message].filter((reason) => reason !== undefined).join(". ");
  return new DiagnosticError(
    "Machine is not ours",
    `Whoever answers at "${machine.endpoint}" is neither proven by the CA of cluster "${machine.fleet.name}" nor in maintenance mode: ${reasons}. Nothing was sent. If this is the right server, it was configured by somebody else: reset it, or give the credentials of its own cluster.`,
    { cause: error },
  );
}
