/** Ports below 1024 for those who may not open them: which port stands in, and how that is announced. */

/** Translates the port that a service has at Hetzner to the port that listens here, e.g. 22 → 10022 without root. */
export type PortMap = (port: number) => number;

/** Added to a port that may not be opened. */
const portShift = 10_000;

/** `firstFreePort`: the lowest port that this process may open (0 for root, else 1024 on most machines). */
export function createPortMap(firstFreePort: number): PortMap {
  return (port) => (port < firstFreePort ? port + portShift : port);
}
