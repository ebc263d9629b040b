import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A sandbox does not take longer to begin. */
const startLimitMs = 20_000;
/** Of the kernel's clock that processes are counted by. */
const msPerTick = 10;
const kibPerMb = 1e6 / 1024;

/** A sandbox in a process of its own, looked at from outside (Linux). */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, [...args], { stdio: ["ignore", "pipe", "inherit"] });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve));
  }

  /**
   * Starts node with `args`, until `read` makes something of what it has printed by then; `readyMs` counts from the start
   * of the process. @throws Error when it ends, or says nothing, before
   */
  static async start<Said>(args: readonly string[], read: (heard: string) => Said | undefined) {
    const began = performance.now();
    const sandbox = new SandboxProcess(args);
    try {
      const said = await sandbox.#heard(read);
      return { sandbox, said, readyMs: performance.now() - began };
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  /** Memory just now. */
  rssMb(): number {
    const [, kib = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(this.#fact("status")) ?? [];
    return Number(kib) / kibPerMb;
  }

  /** Processor time so far, which other work on the machine does not change. */
  cpuMs(): number {
    const fields = this.#fact("stat").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * msPerTick;
  }

  /** Ends it as Ctrl-C does. */
  async stop(): Promise<void> {
    this.#child.kill("SIGINT");
    await this.#ended;
  }

  #fact(file: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${file}`, "utf8");
  }

  #heard<Said>(read: (heard: string) => Said | undefined): Promise<Said> {
    return new Promise<Said>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`Cannot start the sandbox: ${why}`));
      const limit = setTimeout(() => fail("it did not say that it is ready"), startLimitMs);
      let heard = "";
      this.#child.stdout?.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
        const said = read(heard);
        if (said === undefined) return;
        clearTimeout(limit);
        resolve(said);
      });
      void this.#ended.then((code) => {
        clearTimeout(limit);
        fail(`it ended with status ${code}`);
      });
    });
  }
}
