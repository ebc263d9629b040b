import { reportCrashes } from "./crash";
import { createPluginContext } from "./plugin-context";
import type { PluginOptions } from "./plugin-options";
import { serveForReattach } from "./reattach";
import { writeFully } from "./write-fully";

/** Serves hosts that attach to this process, tells how on stdout, and ends at Ctrl-C or SIGTERM. */
export async function serveForDebugging(options: PluginOptions): Promise<void> {
  const context = createPluginContext(options.providerAddress, process.env, "info");
  reportCrashes({
    source: process,
    write: (text) => void writeFully(2, text),
    redact: (text) => context.redactor.redact(text),
    exit: (code) => process.exit(code),
  });
  const server = await serveForReattach({
    providerAddress: options.providerAddress,
    methods: options.loadMethods,
    context,
  });
  process.on("exit", () => server.close());
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(0));
  }
  writeFully(1, instructions(server.environmentValue));
}

function instructions(environmentValue: string): string {
  return [
    "The provider runs and waits for terraform or tofu. Export this line in the terminal where you run them:",
    "",
    `export TF_REATTACH_PROVIDERS='${environmentValue}'`,
    "",
    "Ctrl-C ends the provider",
    "",
  ].join("\n");
}
