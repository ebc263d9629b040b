/** The running system of a machine: its root in memory, its devices, and its programs. */
import { createPrograms } from "./commands";
import type { Machine } from "./machine";
import { Killed, type Program, signalNumbers } from "./process";
import { createBash, Shell } from "./shell";
import { directoryNode, Filesystem, type FileTable } from "./system";
import { blockNode, characterNode } from "./system/devices";

/** How a command line ended. */
export type CommandEnd = { status: number } | { signal: string };

/** A rescue system's root is a RAM disk of about this size (measured 2025-05 on x86, facts of hcloud-upload-image). */
const rescueRootBytes = 960 * 1024 * 1024;
/** Where root of the guest is at home. */
const rootHome = "/root";
const directories = [
  "/bin",
  "/dev",
  "/dev/fd",
  "/dev/shm",
  "/etc",
  "/home",
  "/mnt",
  "/opt",
  "/proc",
  rootHome,
  `${rootHome}/.ssh`,
  "/run",
  "/tmp",
  "/usr",
  "/usr/bin",
  "/usr/local",
  "/usr/local/bin",
  "/var",
  "/var/tmp",
];

/** A system from its boot to its end; what is written to its root goes when it is dropped. */
export class Guest {
  readonly machine: Machine;
  readonly filesystem: Filesystem;
  readonly #programs: Map<string, Program>;

  constructor(machine: Machine) {
    this.machine = machine;
    this.filesystem = new Filesystem(rescueRootBytes, () => machine.now());
    this.#programs = createPrograms();
    const bash = createBash(this.#programs);
    for (const name of ["bash", "sh", "dash"]) this.#programs.set(name, bash);
    this.#furnish();
  }

  /**
   * Runs a command line as sshd does (`bash -c`), with descriptors that are the caller's to close.
   * `commandLine` is byte text. It never rejects for what the command does.
   */
  async run(
    commandLine: string,
    files: FileTable,
    signal: AbortSignal,
    environment: ReadonlyMap<string, string>,
  ): Promise<CommandEnd> {
    const { machine, filesystem } = this;
    const own = files.fork();
    const shell = new Shell({
      machine,
      filesystem,
      programs: this.#programs,
      files: own,
      signal,
      environment: new Map([...loginEnvironment, ...environment]),
      cwd: rootHome,
      name: "bash",
    });
    try {
      return { status: await shell.runScript(commandLine) };
    } catch (error) {
      if (error instanceof Killed) return { signal: error.signalName };
      // Too deep a recursion ends a real shell in the same way.
      if (error instanceof RangeError) return { status: 128 + (signalNumbers["SEGV"] ?? 11) };
      throw error;
    } finally {
      own.closeAll();
    }
  }

  #furnish(): void {
    const { filesystem, machine } = this;
    for (const path of directories) filesystem.makeDirectory(path, "/", true);
    const link = (path: string, target: string) =>
      filesystem.put(path, "/", { type: "symlink", target, mode: 0o777, modifiedMs: 0 });
    for (const name of ["sbin", "lib"]) link(`/${name}`, "usr/bin");
    filesystem.remove("/bin", "/", { directory: true });
    link("/bin", "usr/bin");
    link("/usr/sbin", "bin");
    for (const name of this.#programs.keys()) {
      filesystem.put(`/usr/bin/${name}`, "/", { type: "generated", text: () => "", mode: 0o755, modifiedMs: 0 });
    }
    this.#devices();
    filesystem.writeFile("/etc/hostname", `${machine.hostname}\n`);
    const name =
      machine.system === "rescue"
        ? ["debian", "12", "Debian GNU/Linux 12 (bookworm)"]
        : ["ubuntu", "24.04", "Ubuntu 24.04 LTS"];
    filesystem.writeFile("/etc/os-release", `PRETTY_NAME="${name[2]}"\nID=${name[0]}\nVERSION_ID="${name[1]}"\n`);
    if (machine.system === "rescue")
      filesystem.writeFile("/etc/motd", "\n  Welcome to the sandbox's Rescue System.\n\n");
    filesystem.put("/proc/cpuinfo", "/", {
      ...generated(() => Array.from({ length: machine.cores }, (_, core) => `processor\t: ${core}\n\n`).join("")),
    });
    filesystem.put(
      "/proc/meminfo",
      "/",
      generated(() => `MemTotal:       ${Math.floor(machine.memoryBytes / 1024)} kB\n`),
    );
    filesystem.put(
      "/proc/mounts",
      "/",
      generated(() => "overlay / overlay rw 0 0\n"),
    );
    filesystem.put(
      "/proc/cmdline",
      "/",
      generated(() => "BOOT_IMAGE=/boot/vmlinuz\n"),
    );
  }

  #devices(): void {
    const { filesystem, machine } = this;
    filesystem.put("/dev/null", "/", characterNode("null"));
    filesystem.put("/dev/zero", "/", characterNode("zero"));
    filesystem.put("/dev/full", "/", characterNode("full"));
    filesystem.put("/dev/urandom", "/", characterNode("random"));
    filesystem.put("/dev/random", "/", characterNode("random"));
    for (const [name, disk] of machine.disks) filesystem.put(`/dev/${name}`, "/", blockNode(disk));
    filesystem.root.entries.set("sys", directoryNode());
  }
}

function generated(text: () => string) {
  return { type: "generated", text, mode: 0o444, modifiedMs: 0 } as const;
}

const loginEnvironment: readonly (readonly [string, string])[] = [
  ["HOME", rootHome],
  ["LOGNAME", "root"],
  ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  ["SHELL", "/bin/bash"],
  ["USER", "root"],
  ["LANG", "C.UTF-8"],
];
