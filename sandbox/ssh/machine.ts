/** What the shell needs of the machine that it runs on; a sandbox server is one, a test makes a smaller one. */
import type { BlockDevice } from "./system/devices";

/** A machine. */
export interface Machine {
  readonly hostname: string;
  /** "rescue": a system in memory; "linux": an installed one. */
  readonly system: "rescue" | "linux";
  /** As `uname -m` says. */
  readonly architecture: "x86_64" | "aarch64";
  readonly cores: number;
  readonly memoryBytes: number;
  /** Disks by device name, e.g. "sda". */
  readonly disks: ReadonlyMap<string, BlockDevice>;
  /** Simulated time in milliseconds since 1970. */
  now(): number;
  /** Waits in simulated time; rejects with the signal's reason. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
  /** The address to connect to for a host name or address; undefined where the machine reaches nothing. */
  resolve(host: string, port: number): { host: string; port: number } | undefined;
  /** Ends the guest: power off or reboot. The connection is cut by whoever owns it. */
  end(how: "poweroff" | "reboot"): void;
}
