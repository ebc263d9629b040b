import { mkdtempSync, rmdirSync, unlinkSync } from "node:fs";
import { StartError } from "./start-error";
import { systemErrorText } from "./system-error";

/** A directory of our own that holds nothing but the socket. */
export interface SocketDirectory {
  /** The directory, which only this user can enter. */
  readonly directory: string;
  /** The path of the socket in it, short enough for the operating system. */
  readonly socketPath: string;
}

/** Where sockets may be made. */
export interface SocketDirectoryOptions {
  /** The directory the host insists on; where it is given, no other is tried. */
  readonly required: string | undefined;
  /** Directories to try, the best first, where the host has no wish. */
  readonly candidates: readonly string[];
  readonly processId: number;
  /** Makes a directory with this prefix and six random characters, mode 0700. Default `fs.mkdtempSync`. */
  readonly makeDirectory?: (prefix: string) => string;
}

/** A socket address has 104 bytes on macOS and 108 on Linux, the last one zero; some room is left. */
const maxPathBytes = 100;
const randomCharacters = 6;

/** What the names of our directories begin with; the process id follows, and tells which are left over. */
export const socketDirectoryPrefix = "terraform-plugin-";

/**
 * Makes a private directory for a socket in the first place that is short enough and can be written.
 * Throws a {@link StartError} that names every place tried, why it did not do, and the way out.
 */
export function createSocketDirectory(options: SocketDirectoryOptions): SocketDirectory {
  const makeDirectory = options.makeDirectory ?? ((prefix) => mkdtempSync(prefix));
  const places = options.required === undefined ? options.candidates : [options.required];
  const failures: string[] = [];
  for (const place of [...new Set(places)]) {
    const prefix = `${place.replace(/\/+$/, "")}/${socketDirectoryPrefix}${options.processId}-`;
    if (Buffer.byteLength(prefix) + randomCharacters + "/s".length > maxPathBytes) {
      failures.push(`"${place}": too long for a socket path`);
      continue;
    }
    try {
      const directory = makeDirectory(prefix);
      return { directory, socketPath: `${directory}/s` };
    } catch (error) {
      failures.push(`"${place}": ${systemErrorText(error)}`);
    }
  }
  const variable = options.required === undefined ? "TMPDIR" : "PLUGIN_UNIX_SOCKET_DIR";
  const advice = `set ${variable} to a short path of a directory that can be written and has space left`;
  throw new StartError(`Cannot create a socket for the provider: ${advice} (tried ${failures.join("; ")})`);
}

/** Removes the socket and its directory. Throws nothing: what is already gone needs no removal. */
export function removeSocketDirectory(place: SocketDirectory): void {
  for (const remove of [() => unlinkSync(place.socketPath), () => rmdirSync(place.directory)]) {
    try {
      remove();
    } catch {
      // gone already, or not ours any more
    }
  }
}

/** The directories for sockets of this machine, the best first; the same that Node's os.tmpdir() looks at, then short ones. */
export function socketDirectoryCandidates(env: Readonly<Record<string, string | undefined>>): string[] {
  const candidates = [env["TMPDIR"], env["TMP"], env["TEMP"], "/tmp", env["XDG_RUNTIME_DIR"], "/dev/shm"];
  return candidates.filter((place): place is string => place?.startsWith("/") === true);
}
