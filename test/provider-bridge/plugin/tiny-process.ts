/** Starts the tiny provider as Terraform would: a bundle without node_modules, its environment, pipes on stdout and stderr. */
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { certificateToPem, createSelfSignedCertificate } from "../../../provider-bridge/plugin/certificate";
import { magicCookie } from "../../../provider-bridge/plugin/environment";
import { connectGrpc, type GrpcClient } from "../../support/grpc-client";

/** A host's identity, as it makes one for each start of a plugin. */
export interface ClientIdentity {
  readonly key: string;
  readonly certificate: string;
}

/** A new identity. */
export function createIdentity(): ClientIdentity {
  const { der, privateKey } = createSelfSignedCertificate();
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), certificate: certificateToPem(der) };
}

/** The bundled tiny provider, and a folder for its sockets. */
export interface TinyBundle {
  readonly path: string;
  readonly socketFolder: string;
  remove(): void;
}

/** Bundles it into a temporary folder. */
export function bundleTinyProvider(): TinyBundle {
  const folder = mkdtempSync(join(tmpdir(), "tiny-"));
  const path = join(folder, "tiny.cjs");
  buildSync({
    entryPoints: [resolve(__dirname, "tiny-provider.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile: path,
    logLevel: "error",
  });
  const socketFolder = mkdtempSync(join(tmpdir(), "ts-"));
  const remove = (): void => {
    for (const each of [folder, socketFolder]) {
      rmSync(each, { recursive: true, force: true });
    }
  };
  return { path, socketFolder, remove };
}

/** How to start it; everything has the value that Terraform gives. */
export interface TinyStart {
  /** Variables to add, change or (undefined) take away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  readonly stdio?: StdioOptions;
}

/** A started process. */
export class TinyProcess {
  readonly child: ChildProcess;
  readonly #output = { stdout: "", stderr: "" };
  readonly #closed: Promise<number | string>;

  constructor(bundle: TinyBundle, start: TinyStart = {}) {
    this.child = spawn(process.execPath, [bundle.path, ...(start.args ?? [])], {
      env: {
        PATH: process.env["PATH"],
        TMPDIR: bundle.socketFolder,
        TF_PLUGIN_MAGIC_COOKIE: magicCookie,
        PLUGIN_PROTOCOL_VERSIONS: "5,6",
        ...start.environment,
      },
      stdio: start.stdio ?? ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text) => this.#append("stdout", text));
    this.child.stderr?.setEncoding("utf8").on("data", (text) => this.#append("stderr", text));
    this.#closed = new Promise((settle) => this.child.once("close", (code, signal) => settle(code ?? signal ?? "?")));
  }

  get stdout(): string {
    return this.#output.stdout;
  }

  get stderr(): string {
    return this.#output.stderr;
  }

  /** Resolves with the exit code, or the name of the signal that ended it, when all its output has come. */
  closed(): Promise<number | string> {
    return this.#closed;
  }

  /** Resolves when the text stands in the output; rejects when the process ends without it. */
  async until(stream: "stdout" | "stderr", text: string): Promise<void> {
    const source = stream === "stdout" ? this.child.stdout : this.child.stderr;
    let ended = false;
    void this.#closed.then(() => {
      ended = true;
    });
    while (!this.#output[stream].includes(text)) {
      if (ended) {
        throw new Error(`"${text}" never came: ${JSON.stringify(this.#output)}`);
      }
      await Promise.race([this.#closed, new Promise((settle) => source?.once("data", settle))]);
    }
  }

  /** The fields of the handshake line. */
  async handshake(): Promise<readonly string[]> {
    await this.until("stdout", "\n");
    return this.stdout.slice(0, this.stdout.indexOf("\n")).split("|");
  }

  /** Connects as the host does, with TLS where the handshake line carries a certificate. */
  async connect(identity?: Partial<ClientIdentity>): Promise<GrpcClient> {
    const [, , , address = "", , certificate = ""] = await this.handshake();
    const serverCertificate = Buffer.from(certificate, "base64");
    return connectGrpc({ address, ...(certificate === "" ? {} : { tls: { ...identity, serverCertificate } }) });
  }

  /** Ends it if it still runs. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  #append(stream: "stdout" | "stderr", text: string): void {
    this.#output[stream] += text;
  }
}

/** The names in a folder for sockets that are still there. */
export function socketsLeft(bundle: TinyBundle): string[] {
  return readdirSync(bundle.socketFolder);
}

/** What a strict reader of certificates says about a DER. */
export function describeCertificate(base64: string): X509Certificate {
  return new X509Certificate(Buffer.from(base64, "base64"));
}

/** Whether a process of this id exists and is no zombie. */
export function isAlive(processId: number): boolean {
  try {
    return !/^Z/.test(execFileSync("ps", ["-o", "stat=", "-p", String(processId)], { encoding: "utf8" }).trim());
  } catch {
    return false;
  }
}
